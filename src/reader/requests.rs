//! The requests that are under way, so that a stale answer is known as such.

use super::jumps::Jump;
use super::{ArticleId, Found, Place, Request, Step};

/// The newest request of each sort, as long as its answer has not come.
#[derive(Clone, Debug, Default)]
pub(super) struct Requests {
    last: u64,
    pub(super) rows: Option<Rows>,
    /// The first visible row, the number of visible ones and the total for which rows were asked last, so that what was
    /// not told is not asked again.
    pub(super) rows_asked: Option<(usize, usize, usize)>,
    /// The row to open as soon as it is known which article it is.
    pub(super) row_to_open: Option<usize>,
    pub(super) tally: Option<Request>,
    /// Where the selected article is listed now.
    pub(super) position: Option<(Request, ArticleId)>,
    /// Where the article is listed that is to be selected.
    pub(super) seek: Option<Request>,
    pub(super) neighbour: Option<Neighbour>,
    pub(super) walk: Option<Walk>,
    pub(super) opening: Option<Opening>,
}

impl Requests {
    /// Gives up the steps that are under way: their answers would take the reader away from where it went meanwhile.
    pub(super) fn give_up_steps(&mut self) {
        self.walk.take_if(|walk| !walk.counts);
        self.neighbour = None;
        self.row_to_open = None;
        self.seek = None;
        self.opening.take_if(|opening| !matches!(opening.arrival, Arrival::Shown | Arrival::Again));
    }

    /// Whether an answer is to come that shows, opens or walks.
    pub(super) fn are_under_way(&self) -> bool {
        let lists = self.rows.is_some() || self.position.is_some() || self.seek.is_some();
        let opens = self.row_to_open.is_some() || self.neighbour.is_some() || self.opening.is_some();
        lists || opens || self.walk.is_some()
    }

    /// A number that no request had.
    pub(super) fn next(&mut self) -> Request {
        self.last += 1;
        Request(self.last)
    }
}

/// Rows that are under way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rows {
    pub(super) request: Request,
    /// From which row to which the selected article moves in them.
    pub(super) moves: Option<(usize, usize)>,
}

/// A step to another article that is under way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Neighbour {
    pub(super) request: Request,
    pub(super) from: ArticleId,
    pub(super) step: i64,
    pub(super) unread: bool,
}

/// A step on the walk that is under way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Walk {
    pub(super) request: Request,
    pub(super) from: Option<Place>,
    pub(super) step: Step,
    /// Whether only the numbers of the stop are wanted, and no step.
    pub(super) counts: bool,
}

/// An article that is being opened.
#[derive(Clone, Debug)]
pub(super) struct Opening {
    pub(super) request: Request,
    pub(super) article: ArticleId,
    pub(super) arrival: Arrival,
}

/// Where in an opened article the reader arrives.
#[derive(Clone, Debug)]
pub(super) enum Arrival {
    /// Where it was left, without going into it.
    Shown,
    /// Where it was left, and as the person was there: they have come back.
    Again,
    /// Where it was left.
    Entered,
    /// At a stop of the walk.
    Stop(Found),
    /// At a place that a jump was made from.
    Jump(Jump),
}
