//! Work on many things at once whose results come in the order of the things.

use std::ops::ControlFlow;
use std::sync::{Mutex, PoisonError};
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};

/// How far somebody steps back, as in nice(1).
#[cfg(target_os = "linux")]
const NICE: i32 = 10;

/// Does `work` on each of `items`, on as many threads as the machine has cores, and hands what comes of it to `take`
/// in the order of the items, until there are no more or `take` breaks off. Only a few results wait at any time, so
/// that memory does not grow with the number of items. Who works on an item also fetches it, so that what was read is
/// still in the cache of the core that needs it.
pub fn in_order<T: Send, R: Send>(
    items: impl Iterator<Item = T> + Send,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(R) -> ControlFlow<()>,
) {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let (promises, results) = bounded::<Receiver<R>>(2 * threads);
    let items = Mutex::new(Some((items, promises)));
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some((item, result)) = next(&items) {
                    // Whoever waited for the result may have gone; then nobody misses it.
                    let _ = result.send(work(item));
                }
            });
        }
        for result in results {
            if result.recv().is_ok_and(|result| take(result).is_break()) {
                break;
            }
        }
    });
}

/// Items that are still to come, and where whoever takes the results is told of each; `None` at the end.
type Coming<I, R> = Mutex<Option<(I, Sender<Receiver<R>>)>>;

/// The next item, and where its result goes. `None` where there is none, or nobody takes results any more.
fn next<I: Iterator, R>(coming: &Coming<I, R>) -> Option<(I::Item, Sender<R>)> {
    let mut coming = coming.lock().unwrap_or_else(PoisonError::into_inner);
    // Only what goes well is put back, so that a fault here ends the work and nobody waits.
    let (mut items, promises) = coming.take()?;
    let (sender, receiver) = bounded(1);
    let item = items.next()?;
    promises.send(receiver).ok()?;
    *coming = Some((items, promises));
    Some((item, sender))
}

/// Lets whoever reads go first: from now on this thread, and those that it starts, leave the cores to all others.
///
/// Linux knows this thread by thread; elsewhere it concerns whole processes, and is left.
pub fn step_back() {
    #[cfg(target_os = "linux")]
    // Where it is not allowed a key waits a little longer.
    let _ = rustix::process::setpriority_process(Some(rustix::thread::gettid()), NICE);
}

/// The items in groups: each holds items until together they weigh `size`.
pub fn in_groups<T>(
    mut items: impl Iterator<Item = T>,
    size: usize,
    weigh: impl Fn(&T) -> usize,
) -> impl Iterator<Item = Vec<T>> {
    std::iter::from_fn(move || {
        let (mut group, mut weight) = (Vec::new(), 0_usize);
        while weight < size
            && let Some(item) = items.next()
        {
            weight = weight.saturating_add(weigh(&item));
            group.push(item);
        }
        (!group.is_empty()).then_some(group)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let mut results = Vec::new();
        let slow_start = |n: u64| {
            thread::sleep(std::time::Duration::from_micros(200_u64.saturating_sub(n)));
            n * 2
        };
        in_order(0..500_u64, slow_start, |n| {
            results.push(n);
            ControlFlow::Continue(())
        });
        assert_eq!(results, (0..500).map(|n| n * 2).collect::<Vec<_>>());
    }

    #[test]
    fn breaking_off_ends_an_endless_walk() {
        let mut taken = 0;
        in_order(
            0..,
            |n: u64| n,
            |_| {
                taken += 1;
                if taken == 10 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            },
        );
        assert_eq!(taken, 10);
    }

    #[test]
    fn groups_hold_everything_once() {
        let groups: Vec<_> = in_groups(0..5, 2, |_| 1).collect();
        assert_eq!(groups, [vec![0, 1], vec![2, 3], vec![4]]);
        let groups: Vec<_> = in_groups([1, 9, 1, 1, 1].into_iter(), 3, |weight| *weight).collect();
        assert_eq!(groups, [vec![1, 9], vec![1, 1, 1]]);
    }
}
