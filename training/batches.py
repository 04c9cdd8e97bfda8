"""Batches made by other processes, in the order of the steps; a batch depends on the seed and the number of its step alone."""
import multiprocessing
import queue

import torch

import data
import scenes

AHEAD = 6       # batches that wait at most


def produce(made, seed, steps, root, names, shape, windowed):
    """Puts (step, batch) for every step of `steps` into a queue; the main function of a process."""
    torch.set_num_threads(1)
    source = data.Source(root, names, seed=seed)
    for step in steps:
        made.put((step, (scenes if windowed else data).batch_of(seed, step, source, *shape)))


class Batches:
    """Batches of consecutive steps from `first` on; worker i of n makes those of the steps first + i, first + i + n, ..."""

    def __init__(self, seed, first, last, root, names, shape, workers=1, windowed=False):
        """shape: images, queries, side and object size as data.batch_of takes them, or scenes.batch_of, if windowed"""
        # Spawned, not forked: a fork of a process in which PyTorch has started its threads can hang.
        context = multiprocessing.get_context('spawn')
        self.queues = [context.Queue(-(-AHEAD // workers)) for _ in range(workers)]
        self.first, self.workers = first, []
        for i, q in enumerate(self.queues):
            job = q, seed, range(first + i, last, workers), root, names, shape, windowed
            self.workers.append(context.Process(target=produce, daemon=True, args=job))
            self.workers[-1].start()

    def get(self, step):
        """Waits for the batch of a step for as long as it takes, but not for a process that has died."""
        i = (step - self.first) % len(self.workers)
        while True:
            try:
                made, batch = self.queues[i].get(timeout=5)
                break
            except queue.Empty:
                if not self.workers[i].is_alive():
                    raise RuntimeError(f'The process that makes batches has ended with code {self.workers[i].exitcode}.') from None
        if made != step:
            raise RuntimeError(f'Step {step} was asked for, but the batch of step {made} comes next.')
        return batch

    def waiting(self):
        """Batches that are ready."""
        return sum(q.qsize() for q in self.queues)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for w in self.workers:
            w.terminate()
            w.join()
