//! Paces frames by the terminal: no more is sent than it and the line to it have worked off.
//!
//! On a slow line frames pile up between here and the person, and the screen falls behind the keys. So the terminal is
//! asked now and then whether it is ready (`ESC [ 5n`, answered by `ESC [ 0n`), and while more than a window's worth of
//! bytes is unanswered no frame is drawn; what happens meanwhile is in the next one. A frame now and then is not worth
//! a question: a lone key costs no byte for it.

use std::time::{Duration, Instant};

/// The question whether the terminal is ready (DSR), to be sent behind a frame.
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
    /// Takes note of a frame of `bytes` that is sent at `now`, and tells the question that is to follow it, if any.
    #[must_use]
    pub fn send(&mut self, bytes: usize, now: Instant) -> &'static [u8] {
        let rested = self.last.is_none_or(|last| now.duration_since(last) >= REST);
        if rested && self.asked.is_none() {
            self.unanswered = 0;
        }
        self.last = Some(now);
        self.unanswered += bytes;
        if self.asked.is_some() || self.silent >= SILENT || self.unanswered < ASK {
            self.behind += bytes;
            return b"";
        }
        (self.asked, self.behind) = (Some(now), 0);
        if std::mem::replace(&mut self.met, true) { QUESTION } else { FIRST_QUESTION }
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

#[cfg(test)]
mod tests {
    use super::*;

    const TICK: Duration = Duration::from_millis(33);

    #[test]
    fn a_key_now_and_then_asks_nothing() {
        let (mut pace, mut now) = (Pace::default(), Instant::now());
        for _ in 0..20 {
            assert_eq!(pace.send(100, now), b"");
            now += REST;
            assert!(pace.is_open(now));
        }
    }

    #[test]
    fn a_long_frame_waits_for_its_answer() {
        let (mut pace, now) = (Pace::default(), Instant::now());
        assert_eq!(pace.send(4000, now), FIRST_QUESTION);
        assert!(!pace.is_open(now + TICK));
        pace.answer();
        assert!(pace.is_open(now + TICK));
    }

    #[test]
    fn a_held_key_flows_while_answers_come() {
        let (mut pace, mut now) = (Pace::default(), Instant::now());
        let mut asked_at = None;
        for tick in 0..300 {
            assert!(pace.is_open(now), "at {tick}");
            if !pace.send(100, now).is_empty() {
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
            let _ = pace.send(100, now);
            on_its_way += 100;
            now += TICK;
        }
        assert_eq!(on_its_way, FULL);
    }

    #[test]
    fn a_silent_terminal_is_waited_for_twice() {
        let (mut pace, mut now) = (Pace::default(), Instant::now());
        for _ in 0..SILENT {
            assert!(!pace.send(4000, now).is_empty());
            assert!(!pace.is_open(now + TICK));
            assert_eq!(pace.opens(), Some(now + PATIENCE));
            now += PATIENCE;
            assert!(pace.is_open(now));
        }
        assert_eq!(pace.send(4000, now), b"");
        assert!(pace.is_open(now));
        pace.answer();
        assert_eq!(pace.send(4000, now + TICK), QUESTION);
    }
}
