//! Work on many things at once whose results come in the order of the things.

use std::ops::ControlFlow;
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};

/// Does `work` on each of `items`, on as many threads as the machine has cores, and hands what comes of it to `take`
/// in the order of the items, until there are no more or `take` breaks off. Only a few results wait at any time, so
/// that memory does not grow with the number of items.
pub fn in_order<T: Send, R: Send>(
    items: impl Iterator<Item = T> + Send,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(R) -> ControlFlow<()>,
) {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let (jobs, todo) = bounded::<(T, Sender<R>)>(threads);
    let (promises, results) = bounded::<Receiver<R>>(2 * threads);
    thread::scope(|scope| {
        scope.spawn(move || hand_out(items, &jobs, &promises));
        for _ in 0..threads {
            let (todo, work) = (todo.clone(), &work);
            // Whoever waited for the result may have gone; then nobody misses it.
            scope.spawn(move || todo.iter().for_each(|(item, result)| drop(result.send(work(item)))));
        }
        // Once this thread has left, the senders that remain must fail rather than wait.
        drop(todo);
        for result in results {
            if result.recv().is_ok_and(|result| take(result).is_break()) {
                break;
            }
        }
    });
}

/// Sends each item to the workers, and the place where its result will be to whoever takes the results.
fn hand_out<T, R>(items: impl Iterator<Item = T>, jobs: &Sender<(T, Sender<R>)>, promises: &Sender<Receiver<R>>) {
    for item in items {
        let (sender, receiver) = bounded(1);
        if promises.send(receiver).is_err() || jobs.send((item, sender)).is_err() {
            return;
        }
    }
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
