//! Carries out what the person wishes to be other than it was found, one wish after another, on a thread of its own: the
//! files are changed, the open article is gone through at once, and the pile behind it.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};

use crate::article::Date;
use crate::cast::{ActorIndex, Cast, edit};
use crate::library::{CastFile, CastFileError, Change, Followed, Held};
use crate::mention::corrections::{Correction, Scope, Verdict, lines, print};
use crate::query::ArticleId;
use crate::reader::{Changed, Reach, Saying, Wish};
use crate::text::fold;

use super::Desk;
use super::ground::Ground;

/// How long leaving may wait for what is still to be changed.
const PATIENCE: Duration = Duration::from_secs(2);

/// The most characters of a title that are noted beside a correction.
const NOTED: usize = 60;

/// What a wish is answered with.
pub(super) type Outcome = Result<Changed, String>;

/// What the clerk is to do.
type Order = Box<dyn FnOnce(&mut Clerk) + Send>;

/// What one reader has changed, which nobody else takes back.
pub(super) type Hand = Arc<Mutex<Steps>>;

/// Where wishes are put. Dropping it waits until all are carried out.
pub(super) struct Changes {
    /// The desk after the last of them.
    desk: Arc<Mutex<Desk>>,
    ground: Arc<Ground>,
    /// There is nobody to carry them out before there are any: most never have one.
    begun: OnceLock<Begun>,
}

/// The way to whoever carries them out.
struct Begun {
    orders: Sender<Order>,
    /// Told of nothing but that the last one is carried out.
    ended: Receiver<()>,
}

/// Whoever carries them out.
struct Clerk {
    desk: Desk,
    ground: Arc<Ground>,
    /// Where others look at the desk.
    shown: Arc<Mutex<Desk>>,
}

/// What was changed by somebody.
#[derive(Default)]
pub(super) struct Steps {
    /// The last change last.
    done: Vec<Step>,
    /// What was taken back.
    undone: Vec<Step>,
}

/// A change, and what was said of it.
struct Step {
    change: Change,
    said: String,
    /// The ids of actors who were made one: who went, and who stayed.
    joined: Option<(String, String)>,
}

impl Changes {
    /// Carries wishes out at this desk, for those who have this pile.
    pub(super) fn new(desk: Desk, ground: Arc<Ground>) -> Changes {
        Changes { desk: Arc::new(Mutex::new(desk)), ground, begun: OnceLock::new() }
    }

    /// The desk as it is now.
    pub(super) fn desk(&self) -> Desk {
        locked(&self.desk).clone()
    }

    /// Has a wish carried out.
    pub(super) fn wish(
        &self,
        wish: Wish,
        hand: &Hand,
        open: Option<ArticleId>,
        tell: impl FnOnce(Outcome) + Send + 'static,
    ) {
        let hand = hand.clone();
        self.order(move |clerk| {
            let outcome = clerk.obey(wish, &mut locked(&hand), open);
            clerk.show();
            tell(outcome);
        });
    }

    /// Follows who was `followed` when `file` was read again, above the desk `below` if there is one, after all that was
    /// wished before; what is otherwise then, if anything.
    pub(super) fn follow(&self, below: Option<Desk>, file: CastFile, followed: Followed) -> Option<Changed> {
        let (tell, told) = bounded(1);
        self.order(move |clerk| {
            let changed = clerk.refollow(below, file, followed);
            clerk.show();
            // Whoever asked waits for it.
            let _ = tell.send(changed);
        });
        told.recv().ok().flatten()
    }

    fn order(&self, order: impl FnOnce(&mut Clerk) + Send + 'static) {
        let begun = self.begun.get_or_init(|| {
            let clerk = Clerk { desk: self.desk(), ground: self.ground.clone(), shown: self.desk.clone() };
            clerk.begin()
        });
        // The thread is there as long as this is.
        let _ = begun.orders.send(Box::new(order));
    }
}

impl Drop for Changes {
    fn drop(&mut self) {
        if let Some(Begun { orders, ended }) = self.begun.take() {
            drop(orders);
            // Only the end is waited for, and no longer than that.
            let _ = ended.recv_timeout(PATIENCE);
        }
    }
}

impl Clerk {
    /// Begins to carry out what comes, until nobody can order anything any more.
    fn begin(mut self) -> Begun {
        let (orders, todo) = unbounded::<Order>();
        let (end, ended) = bounded::<()>(0);
        thread::spawn(move || {
            todo.iter().for_each(|order| order(&mut self));
            drop(end);
        });
        Begun { orders, ended }
    }

    /// Shows the desk as it is now.
    fn show(&self) {
        *locked(&self.shown) = self.desk.clone();
    }

    fn obey(&mut self, wish: Wish, steps: &mut Steps, open: Option<ArticleId>) -> Outcome {
        let adds = matches!(wish, Wish::Add(_));
        let (followed, said, joined) = match wish {
            Wish::Undo => self.turn(steps, false),
            Wish::Redo => self.turn(steps, true),
            wish => self.make(&wish, steps),
        }?;
        let joined = joined.as_ref().map(|(gone, other)| (gone.as_str(), other.as_str()));
        let recast = self.desk.follow(followed, joined);
        let (cast, moved) = (self.desk.cast(), recast.moved.clone());
        self.ground.recast(recast);
        let mentions = open.map(|open| (open, self.ground.pile().mentions(open)));
        let new = adds.then(|| index(cast.actors.len().saturating_sub(1)));
        Ok(Changed { said, cast, moved, new, mentions })
    }

    fn refollow(&mut self, below: Option<Desk>, file: CastFile, followed: Followed) -> Option<Changed> {
        let is_counted = self.ground.is_apart() || self.ground.pile().mark() == self.desk.following().mark;
        if *self.desk.followed == followed && is_counted {
            self.desk.sit_at(file, followed);
            return None;
        }
        let of_all = below.map(|mut below| below.sit_at(file.clone(), followed.clone()));
        let recast = self.desk.sit_at(file, followed);
        let (cast, moved) = (self.desk.cast(), recast.moved.clone());
        // Who had the pile of all has the counts of whom all follow now.
        self.ground.recast(of_all.filter(|_| !self.ground.is_apart()).unwrap_or(recast));
        Some(Changed { said: "the cast was read again".to_owned(), cast, moved, new: None, mentions: None })
    }

    /// Takes the last change back, or makes the one again that was taken back last.
    fn turn(&self, Steps { done, undone }: &mut Steps, again: bool) -> Result<Made, String> {
        let (from, to) = if again { (undone, done) } else { (done, undone) };
        let nothing = if again { "nothing has been taken back" } else { "nothing has been changed since the start" };
        let Step { change, said, joined } = from.pop().ok_or_else(|| nothing.to_owned())?;
        let turned = if again { change.clone() } else { change.clone().inverse() };
        match self.desk.file.change(|_, _| Ok(turned)) {
            Ok((_, followed)) => {
                let told = format!("{}: {said}", if again { "done again" } else { "taken back" });
                to.push(Step { change, said, joined: joined.clone() });
                Ok((followed, told, joined.filter(|_| again)))
            }
            Err(error) => {
                if !matches!(error, CastFileError::Overtaken(_)) {
                    from.push(Step { change, said, joined });
                }
                Err(error.to_string())
            }
        }
    }

    fn make(&self, wish: &Wish, steps: &mut Steps) -> Result<Made, String> {
        let cast = self.desk.cast();
        let (mut said, mut kept) = (String::new(), None);
        let changed = self.desk.file.change(|held, followed| {
            let (change, sentence) = self.plan(wish, &cast, held, followed).map_err(CastFileError::Impossible)?;
            let place = self.desk.file.path().filter(|_| change.cast.is_some() && !held.exists);
            let is_own = self.desk.file.is_above_others();
            kept = match place {
                Some(_) if is_own => Some("; this cast is yours alone from now on".to_owned()),
                place => place.map(|place| format!("; the cast is kept in {} from now on", place.display())),
            };
            said = sentence;
            Ok(change)
        });
        let (change, followed) = changed.map_err(|error| error.to_string())?;
        let joined = match wish {
            Wish::Join { actor, other } => Some((id(&cast, *other)?, id(&cast, *actor)?)),
            _ => None,
        };
        steps.undone.clear();
        steps.done.push(Step { change, said: said.clone(), joined: joined.clone() });
        Ok((followed, said + &kept.unwrap_or_default(), joined))
    }

    /// What is to be changed so that the wish is fulfilled, and what to say of it.
    fn plan(&self, wish: &Wish, cast: &Cast, held: &Held, now: &Followed) -> Result<(Change, String), String> {
        match wish {
            Wish::Say(saying) => self.say(saying, cast, held, now),
            Wish::Add(name) => add(name, held, &now.cast),
            Wish::Rename { actor, name, names } => {
                let id = id(cast, *actor)?;
                let change = recast(held, edit::rename(&held.cast, &id, name, names)?);
                Ok((change, format!("the names of {name} are changed")))
            }
            Wish::Join { actor, other } => join(&id(cast, *actor)?, &id(cast, *other)?, held, now, cast),
            Wish::Undo | Wish::Redo => Ok((Change::default(), String::new())),
        }
    }

    fn say(&self, saying: &Saying, cast: &Cast, held: &Held, now: &Followed) -> Result<(Change, String), String> {
        let opened = self.ground.pile().article(saying.article).map_err(|trouble| trouble.to_string())?;
        let words = saying.span.of(&opened.article.text);
        let scope = match saying.reach {
            Reach::Here => Scope::Place(opened.content, saying.span),
            Reach::Article => Scope::Article(opened.content),
            Reach::Everywhere => Scope::Everywhere,
        };
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let correction = Correction { verdict: saying.verdict, actor: id(cast, saying.actor)?, words, scope };
        let note = match saying.reach {
            Reach::Everywhere => today(),
            Reach::Here | Reach::Article => {
                format!("{}, {}", today(), opened.article.title.chars().take(NOTED).collect::<String>())
            }
        };
        let said = {
            let name = cast.actors.get(usize::from(saying.actor.0)).map_or("", |actor| actor.name.as_str());
            let is = if saying.verdict == Verdict::IsNot { "is not" } else { "is" };
            let reach = match saying.reach {
                Reach::Here => "here",
                Reach::Article => "in this article",
                Reach::Everywhere => "everywhere",
            };
            format!("“{}” {is} {name} {reach}", correction.words)
        };
        if now.corrections.0.contains(&correction) {
            return Err(format!("it has been said before that {said}"));
        }
        let mut change = Change::default();
        let contradicted = lines(&held.corrections).filter(|(other, _)| correction.contradicts(other));
        change.take.extend(contradicted.map(|(_, line)| line.to_owned()));
        change.put.push(print(&correction, &note));
        Ok((change, said))
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What is followed after a change, what is said of it, and who were made one.
type Made = (Followed, String, Option<(String, String)>);

fn add(name: &str, held: &Held, cast: &Cast) -> Result<(Change, String), String> {
    let wanted = fold(name);
    let named = |name: &String| fold(name) == wanted;
    let known = cast.actors.iter().position(|actor| named(&actor.name) || actor.names.iter().any(named));
    if let Some(known) = known {
        return Err(format!("“{name}” is in the cast already, as number {}", known + 1));
    }
    let text = edit::add(&held.cast, &edit::new_id(cast, name), name)?;
    Ok((recast(held, text), format!("{name} is followed now, as number {}", cast.actors.len() + 1)))
}

/// Makes two actors one, and lets what was said of the other be said of the one.
fn join(id: &str, other: &str, held: &Held, now: &Followed, cast: &Cast) -> Result<(Change, String), String> {
    if id == other {
        return Err("one actor alone cannot be joined: name another".to_owned());
    }
    let mut change = recast(held, edit::join(&held.cast, id, other)?);
    for correction in now.corrections.0.iter().filter(|correction| correction.actor == other) {
        // What all have said stays with them.
        let line = lines(&held.corrections).find(|(own, _)| own == correction).map(|(_, line)| line);
        change.take.extend(line.map(str::to_owned));
        let note = line.map_or("", note_of);
        change.put.push(print(&Correction { actor: id.to_owned(), ..correction.clone() }, note));
    }
    let name = |id: &str| cast.index_of(id).and_then(|at| cast.actors.get(usize::from(at.0))).map_or("", |a| &a.name);
    Ok((change, format!("{} and {} are one now", name(id), name(other))))
}

/// What a line notes for people.
fn note_of(line: &str) -> &str {
    line.rsplit_once("  # ").map_or("", |(_, note)| note)
}

fn recast(held: &Held, text: String) -> Change {
    Change { cast: Some((held.cast.clone(), text)), ..Change::default() }
}

fn id(cast: &Cast, actor: ActorIndex) -> Result<String, String> {
    let actor = cast.actors.get(usize::from(actor.0));
    actor.map(|actor| actor.id.clone()).ok_or_else(|| "there is no such actor any more".to_owned())
}

fn index(at: usize) -> ActorIndex {
    ActorIndex(u16::try_from(at).unwrap_or(u16::MAX))
}

fn today() -> String {
    let now = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let number = |n: i8| u8::try_from(n).unwrap_or_default();
    let date = Date { year: Some(now.year()), month: number(now.month()), day: number(now.day()) };
    date.to_string()
}

#[cfg(test)]
mod tests;
