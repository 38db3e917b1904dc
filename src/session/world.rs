//! The world of one reader: an open pile, and what is kept of it.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use crate::cast::{ActorIndex, Cast};
use crate::library::kept::{self, About, Trace};
use crate::library::pile::{self, Pile};
use crate::library::{Input, Kept, Shelf, Trouble};
use crate::marks::Mark;
use crate::mention::Counted;
use crate::query::{ArticleId, Listing, Lit, Place, Step};
use crate::reader::{self, Answer, Effect, Event, Opened, Request, Row, Saying, Wish};
use crate::search::Search;

use super::changes::Hand;
use super::shared::{Listener, Shared};
use super::{Desk, Happening, Queue, World};

/// How long the first screen may be late on a slow disk so that it is full.
const PATIENCE_AT_START: Duration = Duration::from_millis(200);
/// How long it may be late so that it shows what was open last in a large pile.
const PATIENCE_WITH_WALK: Duration = Duration::from_millis(30);
/// How many articles fill a screen.
const SCREENFUL: usize = 64;
/// Up to how many articles are counted while one waits.
const SOON: usize = 50_000;
/// How long an errand waits for an article that has not been read yet.
const PATIENCE: Duration = Duration::from_mins(1);
/// What stands before a query that was walked, where it is kept.
const SEARCH: char = '/';
/// How long leaving may wait for the disk.
const LEAVE_PATIENCE: Duration = Duration::from_secs(2);

/// Performs a reader's effects on an open pile.
pub struct PileWorld {
    /// As this reader has it now.
    pile: Pile,
    marked: Arc<pile::Marked>,
    shared: Arc<Shared>,
    listener: Listener,
    kept: Arc<Kept>,
    queue: Queue,
    /// Errands whose answers have not come.
    pending: Arc<AtomicUsize>,
    /// The number of the newest walk that was asked for.
    newest_walk: Arc<AtomicU64>,
    /// The number of the newest count of places alike that was asked for.
    newest_alike: Arc<AtomicU64>,
    /// What this reader has changed.
    hand: Hand,
}

impl PileWorld {
    /// Opens what was named, with the index on its shelf, for one reader whose `queue` takes events, and who follows whom
    /// the `desk` says.
    pub fn open(input: Input, shelf: &Shelf, desk: Desk, kept: Kept, queue: &Queue) -> PileWorld {
        PileWorld::of(Arc::new(Shared::open(input, shelf, desk)), kept, queue)
    }

    /// The world of one of several readers of a pile, whose `queue` takes events.
    pub fn of(shared: Arc<Shared>, kept: Kept, queue: &Queue) -> PileWorld {
        let kept = Arc::new(kept);
        let marks = kept.clone();
        let marked: Arc<pile::Marked> = Arc::new(move |content| marks.marks(content));
        PileWorld {
            pile: shared.ground.pile().seated(marked.clone()),
            marked,
            listener: shared.join(queue),
            shared,
            kept,
            queue: queue.clone(),
            pending: Arc::default(),
            newest_walk: Arc::default(),
            newest_alike: Arc::default(),
            hand: Hand::default(),
        }
    }

    /// The article to show first: that of the pile which was open last, as far as it can be told soon.
    pub fn first(&self) -> Option<ArticleId> {
        self.kept.wait(PATIENCE_AT_START);
        self.pile.wait_for(SCREENFUL, PATIENCE_AT_START);
        let mut left = self.kept.left_last().into_iter();
        let by_content = left.find_map(|(when, content)| Some((when, self.pile.with_content(content)?)));
        // In a large pile it may not have been read yet, but where it has kept its name it is seen on the walk.
        let newest = self.kept.last_name(|name| self.shared.roots.iter().any(|root| lies_in(name, root)));
        let by_name = newest.and_then(|(when, name)| {
            self.pile.wait_until_named(&name, PATIENCE_WITH_WALK);
            Some((when, self.pile.named(&name)?))
        });
        by_content.max(by_name).map(|(_, id)| id)
    }

    fn rows(&self, request: Request, listing: Listing, first: usize, count: usize) -> Option<Answer> {
        let (pile, kept) = (self.pile.clone(), self.kept.clone());
        let soon = pile.is_listed(&listing);
        let ask = move || {
            let (total, rows) = pile.rows(&listing, first, count);
            let rows = rows.into_iter().map(|row| shown(row, &kept)).collect();
            Answer::Rows { request, total, first, rows }
        };
        if soon { Some(ask()) } else { self.later(ask) }
    }

    fn neighbour(
        &self,
        request: Request,
        listing: Listing,
        id: ArticleId,
        step: i64,
        among_unread: bool,
    ) -> Option<Answer> {
        let (pile, kept) = (self.pile.clone(), self.kept.clone());
        // Among many that have been read it takes a while to find one that has not.
        let soon = pile.is_listed(&listing) && (!among_unread || pile.progress().read < SOON);
        let ask = move || {
            let is_unread = |content| !kept.is_read(content);
            let unread = || pile.neighbour_with(&listing, id, step, is_unread);
            let found = if among_unread { unread() } else { pile.neighbour(&listing, id, step) };
            Answer::Neighbour { request, found }
        };
        if soon { Some(ask()) } else { self.later(ask) }
    }

    fn tally(&self, request: Request, counted: Counted, buckets: usize) -> Option<Answer> {
        let pile = self.pile.clone();
        let soon = pile.progress().read < SOON;
        let ask = move || {
            let (tallies, complete) = pile.tallies(counted, buckets);
            Answer::Tallies { request, tallies, complete }
        };
        if soon { Some(ask()) } else { self.later(ask) }
    }

    fn keep(&self, place: &Place, read: bool) {
        let top = u32::try_from(place.top).unwrap_or(u32::MAX);
        if let Some((content, name)) = self.pile.identity(place.article) {
            self.kept.leave(content, &name, top, place.stop, read);
        }
    }

    fn stand(&self, id: ArticleId, stance: &reader::Stance) {
        let walked = match &stance.lit {
            Lit::Nothing => String::new(),
            Lit::Actor(actor, _) => self.id_of(*actor),
            Lit::Search(search) => format!("{SEARCH}{}", search.typed()),
        };
        if let Some((content, _)) = self.pile.identity(id) {
            self.kept.stand(content, kept::Stance { walked, inside: stance.inside });
        }
    }

    fn id_of(&self, actor: ActorIndex) -> String {
        let cast = self.shared.cast();
        cast.actors.get(usize::from(actor.0)).map(|actor| actor.id.clone()).unwrap_or_default()
    }

    fn mark(&self, id: ArticleId, mark: Mark) {
        if let Some((content, name)) = self.pile.identity(id) {
            let article = || self.pile.article(id).map(|opened| opened.article).unwrap_or_default();
            self.kept.mark(content, mark, || About::of(&article(), &name));
        }
    }

    /// Opens an article. Where it has not been gone through for mentions, they come later.
    fn open_article(&self, request: Request, article: ArticleId) -> Option<Answer> {
        self.listener.opens(article);
        let (pile, kept, id) = (self.pile.clone(), self.kept.clone(), article);
        let (names, cast) = (pile.clone(), self.shared.cast());
        let answer = move |opened: Result<_, Trouble>| {
            let name = || names.identity(id).map(|(_, name)| name).unwrap_or_default();
            let opened = opened.map(|opened| opened_from(id, name(), opened, &kept, &cast));
            let opened = opened.map_err(|trouble| trouble.to_string());
            Answer::Opened { request, opened }
        };
        let opened = pile.is_there(id).then(|| pile.article(id));
        if !opened.as_ref().is_some_and(|opened| opened.as_ref().is_ok_and(|opened| opened.mentions.is_some())) {
            let pile = self.pile.clone();
            let _ = self.later(move || {
                pile.wait_until_there(id, PATIENCE);
                Answer::Mentions { article, mentions: pile.mentions(id) }
            });
        }
        if let Some(opened) = opened {
            return Some(answer(opened));
        }
        self.later(move || {
            pile.wait_until_there(id, PATIENCE);
            answer(pile.article(id))
        })
    }

    fn position(&self, request: Request, listing: Listing, id: ArticleId) -> Option<Answer> {
        let pile = self.pile.clone();
        let soon = pile.is_there(id) && pile.is_listed(&listing);
        let ask = move || {
            pile.wait_until_there(id, PATIENCE);
            Answer::Position { request, row: pile.position(&listing, id) }
        };
        if soon { Some(ask()) } else { self.later(ask) }
    }

    fn walk(&self, request: Request, listing: Listing, from: Option<Place>, step: Step) -> Option<Answer> {
        self.newest_walk.store(request.0, Ordering::Release);
        let (pile, newest) = (self.pile.clone(), self.newest_walk.clone());
        let at_once = pile.is_counted(&listing);
        let walk = move || {
            // Of steps that were asked for one after another only the newest is waited for.
            let wanted = || newest.load(Ordering::Acquire) == request.0;
            let found = pile.walk_while(&listing, from, step, &wanted);
            Answer::Found { request, found }
        };
        if at_once { Some(walk()) } else { self.later(walk) }
    }

    /// Counts in the whole pile what a correction would change, unless another count is asked for meanwhile.
    fn alike(&self, request: Request, saying: Saying) -> Option<Answer> {
        self.newest_alike.store(request.0, Ordering::Release);
        let (pile, newest) = (self.pile.clone(), self.newest_alike.clone());
        self.later(move || {
            let article = pile.article(saying.article).map(|opened| opened.article).unwrap_or_default();
            let words = saying.span.of(&article.text);
            let wanted = || newest.load(Ordering::Acquire) == request.0;
            let alike = pile.alike(saying.verdict, saying.actor, words, wanted).unwrap_or_default();
            Answer::Alike { request, alike }
        })
    }

    /// Has a wish carried out, after those before it.
    fn change(&self, wish: Wish, open: Option<ArticleId>) -> Option<Answer> {
        let (queue, pending) = (self.queue.clone(), self.pending.clone());
        let (ground, hearing, listener) =
            (self.shared.ground.clone(), self.shared.hearing.clone(), self.listener.clone());
        pending.fetch_add(1, Ordering::AcqRel);
        // What has been gone through may have to be gone through again, and that is reported then.
        hearing.reported.store(false, Ordering::Release);
        self.shared.changes.wish(wish, &self.hand, open, move |outcome| {
            let changed = outcome.as_ref().ok().cloned();
            hearing.reported.fetch_or(ground.pile().progress().complete, Ordering::AcqRel);
            tell(&queue, Event::Answer(Answer::Changed(outcome)));
            pending.fetch_sub(1, Ordering::AcqRel);
            if let Some(changed) = changed {
                hearing.audience.tell_others(&listener, &changed, &ground.pile());
            }
        });
        None
    }

    /// Goes on with another pile where this reader has another one now.
    fn move_over(&mut self) {
        let now = self.shared.ground.pile();
        if !now.is_same(&self.pile) {
            self.pile = now.seated(self.marked.clone());
        }
    }

    /// Runs an errand that takes time elsewhere; its answer comes through the queue.
    fn later(&self, errand: impl FnOnce() -> Answer + Send + 'static) -> Option<Answer> {
        let (queue, pending) = (self.queue.clone(), self.pending.clone());
        pending.fetch_add(1, Ordering::AcqRel);
        thread::spawn(move || {
            tell(&queue, Event::Answer(errand()));
            pending.fetch_sub(1, Ordering::AcqRel);
        });
        None
    }
}

impl World for PileWorld {
    fn perform(&mut self, effect: Effect) -> Option<Answer> {
        self.move_over();
        match effect {
            Effect::Rows { request, listing, first, count } => self.rows(request, listing, first, count),
            Effect::Position { request, listing, article } => self.position(request, listing, article),
            Effect::Open { request, article } => self.open_article(request, article),
            Effect::Neighbour { request, listing, article, step, unread } => {
                self.neighbour(request, listing, article, step, unread)
            }
            Effect::Walk { request, listing, from, step } => self.walk(request, listing, from, step),
            Effect::Tally { request, counted, buckets } => self.tally(request, counted, buckets),
            Effect::Alike { request, saying } => self.alike(request, saying),
            Effect::Change { wish, open } => self.change(wish, open),
            Effect::Keep { place, read } => {
                self.keep(&place, read);
                None
            }
            Effect::Stand { article, stance } => {
                self.stand(article, &stance);
                None
            }
            Effect::Mark { article, mark } => {
                self.mark(article, mark);
                None
            }
            Effect::Known => Some(Answer::Known { tags: self.kept.tags(), searches: self.kept.searches() }),
            Effect::SaveSearch { name, query } => {
                self.kept.save_search(&name, query);
                None
            }
            // What concerns the terminal is performed by the session.
            Effect::Copy(_) | Effect::Browse(_) | Effect::Redraw | Effect::Suspend | Effect::Quit => None,
        }
    }

    fn is_busy(&self) -> bool {
        !self.shared.hearing.reported.load(Ordering::Acquire)
            || self.pending.load(Ordering::Acquire) > 0
            || self.pile.is_searching()
    }
}

impl Drop for PileWorld {
    fn drop(&mut self) {
        self.shared.hearing.audience.leave(&self.listener);
        self.kept.close(LEAVE_PATIENCE);
    }
}

/// Whether an article of this name lies in a file or folder.
fn lies_in(name: &str, root: &Path) -> bool {
    let steps = || name.strip_prefix(root.to_str()?);
    Path::new(name).starts_with(root) || steps().is_some_and(|steps| steps.starts_with('#'))
}

fn tell(queue: &Queue, event: Event) {
    // A reader that has left needs to know nothing.
    let _ = queue.send(Happening::Event(event));
}

fn shown(row: pile::Row, kept: &Kept) -> Row {
    Row {
        article: row.id,
        title: row.title,
        source: row.source.unwrap_or_default(),
        also: row.also,
        date: row.date.map(|date| date.to_string()).unwrap_or_default(),
        marks: row.content.map(|content| kept.marks(content)).unwrap_or_default(),
        lit: row.lit,
        context: row.context,
        trouble: row.trouble.map(|trouble| trouble.to_string()),
    }
}

fn opened_from(id: ArticleId, name: String, opened: pile::Opened, kept: &Kept, cast: &Cast) -> Opened {
    let Trace { left, stance, marks } = kept.trace(opened.content);
    let kept::Stance { walked, inside } = stance.unwrap_or_default();
    let stance = reader::Stance { lit: lit_again(&walked, cast), inside };
    let place = left.map(|left| Place { article: id, top: left.top as usize, stop: left.stop });
    Opened { id, name, article: opened.article, mentions: opened.mentions.unwrap_or_default(), place, stance, marks }
}

/// What was walked, as far as it can be lit with this cast.
fn lit_again(walked: &str, cast: &Cast) -> Lit {
    if let Some(query) = walked.strip_prefix(SEARCH) {
        return Search::new(query, cast).map_or(Lit::Nothing, |search| Lit::Search(Arc::new(search)));
    }
    cast.index_of(walked).map_or(Lit::Nothing, |actor| Lit::Actor(actor, Counted::default()))
}
