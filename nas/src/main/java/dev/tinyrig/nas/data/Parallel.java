package dev.tinyrig.nas.data;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Applies a function to every item of a list on a few threads, keeping the order. */
final class Parallel implements AutoCloseable {
    private final ExecutorService pool;

    Parallel(int threads) {
        pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "features");
            thread.setDaemon(true);
            return thread;
        });
    }

    <T, R> List<R> map(List<T> items, Function<T, R> function) {
        List<Future<R>> results = items.stream()
                .map(item -> pool.submit(() -> function.apply(item)))
                .toList();
        return results.stream().map(Parallel::join).toList();
    }

    private static <R> R join(Future<R> result) {
        try {
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DataException("interrupted while features were made; start again to go on", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new DataException("cannot make features: " + e.getCause(), e);
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
