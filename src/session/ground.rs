//! The pile as readers have it who follow the same: that of all, or one of their own as long as they follow otherwise.

use std::sync::{Arc, Mutex, PoisonError};

use crate::library::pile::{News, Pile, Recast};

/// The pile as readers have it who follow the same.
pub(super) struct Ground {
    /// That of all.
    whole: Pile,
    /// Of those who may follow otherwise than all: what they have then.
    own: Option<Own>,
}

struct Own {
    apart: Mutex<Option<Pile>>,
    tell: Arc<dyn Fn(News) + Send + Sync>,
}

impl Ground {
    /// That of all, who follow the same.
    pub(super) fn of_all(whole: Pile) -> Ground {
        Ground { whole, own: None }
    }

    /// That of some who may follow otherwise, of which `tell` is told then.
    pub(super) fn of_some(whole: Pile, tell: impl Fn(News) + Send + Sync + 'static) -> Ground {
        Ground { whole, own: Some(Own { apart: Mutex::default(), tell: Arc::new(tell) }) }
    }

    /// The pile as it is now for them.
    pub(super) fn pile(&self) -> Pile {
        self.apart().unwrap_or_else(|| self.whole.clone())
    }

    /// Their own one, if they have one.
    fn apart(&self) -> Option<Pile> {
        let apart = |own: &Own| own.apart.lock().unwrap_or_else(PoisonError::into_inner).clone();
        self.own.as_ref().and_then(apart)
    }

    /// Whether they have their own one.
    pub(super) fn is_apart(&self) -> bool {
        self.apart().is_some()
    }

    /// They follow otherwise from now on.
    pub(super) fn recast(&self, recast: Recast) {
        let Some(own) = &self.own else { return self.whole.recast(recast) };
        let mut apart = own.apart.lock().unwrap_or_else(PoisonError::into_inner);
        if recast.following.mark == self.whole.mark() {
            *apart = None;
        } else if let Some(apart) = &*apart {
            apart.recast(recast);
        } else {
            let tell = own.tell.clone();
            *apart = Some(self.whole.apart(recast, move |news| tell(news)));
        }
    }

    /// Something was told of the pile of all.
    pub(super) fn hear(&self, news: News) {
        match (&self.own, self.apart(), &news) {
            // What has come is gone through for them before it is reported.
            (_, Some(apart), News::Progress(_)) => apart.keep_up(&self.whole),
            (Some(own), ..) => (own.tell)(news),
            (None, ..) => {}
        }
    }
}
