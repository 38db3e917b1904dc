//! Paces frames by the terminal: no more is sent than it and the line to it have worked off.
//!
//! On a slow line frames pile up between here and the person, and the screen falls behind the keys. So the terminal is
//! asked now and then whether it is ready (`ESC [ 5n`, answered by `ESC [ 0n`), and while more than a window's worth of
//! bytes is unanswered no frame is drawn; what happens meanwhile is in the next one. In a frame of more than a window the
//! question stands a window before its end, so that the answer comes about when the line has become free. A frame now
//! and then is not worth a question: a lone key costs no byte for it.

use std::time::{Duration, Instant};

/// The question whether the terminal is ready (DSR).
pub const QUESTION: &[u8] = b"\x1b[5n";
/// The first question (DA1). Any terminal answers it as it does the other, and tells by the way what it can do.
pub const FIRST_QUESTION: &[u8] = b"\x1b[c";

/// From how many unanswered bytes on the terminal is asked.
const ASK: usize = 400;
/// From how many unanswered bytes on no frame is drawn: an eighth of a second at 64 kbit/s.
const FULL: usize = 1000;
/// After how long without a frame the line has surely worked off what was not asked about.
const REST: Duration = Duration::from_secs(1);
/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(3);
/// After how many questions without an answer no more are asked.
const SILENT: u8 = 2;

/// What was sent and not answered.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pace {
    /// The bytes of frames that the terminal has not said to have worked off.
    unanswered: usize,
    /// Those of them that were sent behind the question.
    behind: usize,
    /// When the terminal was asked, while its answer is waited for.
    asked: Option<Instant>,
    /// When the last frame was sent.
    last: Option<Instant>,
    /// How many questions in a row had no answer.
    silent: u8,
    /// Whether the first question has been asked.
    met: bool,
}

impl Pace {
    /// Takes note of a frame that is sent at `now`, and puts a question into it where one is due.
    pub fn send(&mut self, frame: &mut Vec<u8>, now: Instant) {
        let rested = self.last.is_none_or(|last| now.duration_since(last) >= REST);
        if rested && self.asked.is_none() {
            self.unanswered = 0;
        }
        self.last = Some(now);
        self.unanswered += frame.len();
        if self.asked.is_some() || self.silent >= SILENT || self.unanswered < ASK {
            self.behind += frame.len();
            return;
        }
        let question = if std::mem::replace(&mut self.met, true) { QUESTION } else { FIRST_QUESTION };
        let at = place(frame);
        (self.asked, self.behind) = (Some(now), frame.len() - at);
        frame.splice(at..at, question.iter().copied());
    }

    /// Takes note of an answer. Even a late one shows that the terminal does answer.
    pub fn answer(&mut self) {
        if self.asked.take().is_some() {
            self.unanswered = self.behind;
        }
        self.silent = 0;
    }

    /// Whether a frame may be drawn at `now`.
    pub fn is_open(&mut self, now: Instant) -> bool {
        if self.asked.is_some_and(|asked| now.duration_since(asked) >= PATIENCE) {
            (self.asked, self.unanswered) = (None, 0);
            self.silent += 1;
        }
        self.asked.is_none() || self.unanswered < FULL
    }

    /// When [`Pace::is_open`] will say yes even without an answer.
    pub fn opens(&self) -> Option<Instant> {
        self.asked.filter(|_| self.unanswered >= FULL).map(|asked| asked + PATIENCE)
    }
}

/// Where in a frame the question stands: before a control sequence, so that it cuts none, and also no string of
/// another kind.
fn place(frame: &[u8]) -> usize {
    let Some(most) = frame.len().checked_sub(FULL) else { return frame.len() };
    let found = frame.windows(2).skip(most).position(|bytes| bytes == b"\x1b[");
    found.map_or(frame.len(), |behind| most + behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TICK: Duration = Duration::from_millis(33);

    /// Sends a frame of so many letters, and tells the question that was put behind it.
    fn send(pace: &mut Pace, bytes: usize, now: Instant) -> Vec<u8> {
        let mut frame = vec![b'x'; bytes];
        pace.send(&mut frame, now);
        frame.split_off(bytes)
    }

    #[test]
    fn a_key_now_and_then_asks_nothing() {
        let (mut pace, mut now) = (Pace::default(), Instant::now());
        for _ in 0..20 {
            assert_eq!(send(&mut pace, 100, now), b"");
            now += REST;
            assert!(pace.is_open(now));
        }
    }

    #[test]
    fn a_long_frame_waits_for_its_answer() {
        let (mut pace, now) = (Pace::default(), Instant::now());
        assert_eq!(send(&mut pace, 4000, now), FIRST_QUESTION);
        assert!(!pace.is_open(now + TICK));
        pace.answer();
        assert!(pace.is_open(now + TICK));
    }

    #[test]
    fn in_a_long_frame_the_question_stands_a_window_before_the_end() {
        let (mut pace, now) = (Pace::default(), Instant::now());
        let mut frame = b"\x1b[1mfive\xc3\xa9".repeat(300);
        let (whole, most) = (frame.clone(), frame.len() - FULL);
        pace.send(&mut frame, now);
        let at = frame.windows(FIRST_QUESTION.len()).position(|bytes| bytes == FIRST_QUESTION).unwrap();
        assert!((most..most + 10).contains(&at), "{at}");
        assert_eq!([&frame[..at], &frame[at + FIRST_QUESTION.len()..]].concat(), whole);
        // What stands behind the question is unanswered still, which lets no second frame follow the next one.
        pace.answer();
        assert!(pace.is_open(now));
        assert_eq!(send(&mut pace, 100, now), QUESTION);
        assert!(!pace.is_open(now));
    }

    #[test]
    fn a_held_key_flows_while_answers_come() {
        let (mut pace, mut now) = (Pace::default(), Instant::now());
        let mut asked_at = None;
        for tick in 0..300 {
            assert!(pace.is_open(now), "at {tick}");
            if !send(&mut pace, 100, now).is_empty() {
                asked_at = Some(tick);
            }
            // The answer takes 130 ms.
            if asked_at.is_some_and(|asked| asked + 4 == tick) {
                pace.answer();
                asked_at = None;
            }
            now += TICK;
        }
    }

    #[test]
    fn no_more_than_a_window_is_ever_on_its_way() {
        let (mut pace, mut now) = (Pace::default(), Instant::now());
        let mut on_its_way = 0;
        while pace.is_open(now) {
            send(&mut pace, 100, now);
            on_its_way += 100;
            now += TICK;
        }
        assert_eq!(on_its_way, FULL);
    }

    #[test]
    fn a_silent_terminal_is_waited_for_twice() {
        let (mut pace, mut now) = (Pace::default(), Instant::now());
        for _ in 0..SILENT {
            assert_ne!(send(&mut pace, 4000, now), b"");
            assert!(!pace.is_open(now + TICK));
            assert_eq!(pace.opens(), Some(now + PATIENCE));
            now += PATIENCE;
            assert!(pace.is_open(now));
        }
        assert_eq!(send(&mut pace, 4000, now), b"");
        assert!(pace.is_open(now));
        pace.answer();
        assert_eq!(send(&mut pace, 4000, now + TICK), QUESTION);
    }
}
