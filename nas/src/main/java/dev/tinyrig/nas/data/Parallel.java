package dev.tinyrig.nas.data;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Applies a function to every item of a list on a few threads, keeping the order. */
public final class Parallel implements AutoCloseable {
    private static final long LIMIT_SECONDS = 60;

    private final ExecutorService pool;

    public Parallel(int threads) {
        pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "features");
            thread.setDaemon(true);
            return thread;
        });
    }

    public <T, R> List<R> map(List<T> items, Function<T, R> function) {
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

    /** Waits for what is still running after a failure, so that nothing writes into a folder that is being deleted. */
    @Override
    public void close() {
        pool.shutdownNow();
        try {
            if (!pool.awaitTermination(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new DataException("features were still being made %d s after the end".formatted(LIMIT_SECONDS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
