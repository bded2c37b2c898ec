package dev.tinyrig.nas.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A fixed number of threads that work through lists. */
public final class Workers implements AutoCloseable {
    private final int threads;
    private final ExecutorService executor;

    /** Threads start as they are needed, and never keep the JVM from ending. */
    public Workers(int threads) {
        this.threads = threads;
        AtomicInteger number = new AtomicInteger();
        this.executor = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "worker-" + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * The results in the order of the items. The first failure interrupts the work that still runs and is thrown on.
     *
     * @param afterEach called as results come, always on the calling thread
     */
    public <A, B> List<B> map(List<A> items, Function<A, B> work, Consumer<B> afterEach) {
        CompletionService<B> ended = new ExecutorCompletionService<>(executor);
        List<Future<B>> futures =
                items.stream().map(item -> ended.submit(() -> work.apply(item))).toList();
        try {
            for (int i = 0; i < futures.size(); i++) {
                afterEach.accept(result(() -> ended.take().get()));
            }
            return futures.stream().map(future -> result(future::get)).toList();
        } finally {
            futures.forEach(future -> future.cancel(true));
        }
    }

    /**
     * Has an item under way for each thread until there is no next one; then returns when all have ended. The first
     * failure interrupts the work that still runs and is thrown on.
     *
     * @param next asked for an item whenever one ended, always on the calling thread
     * @param afterEach called as results come, always on the calling thread
     */
    public <A, B> void keepBusy(Supplier<Optional<A>> next, Function<A, B> work, Consumer<B> afterEach) {
        CompletionService<B> ended = new ExecutorCompletionService<>(executor);
        List<Future<B>> begun = new ArrayList<>();
        int done = 0;
        try {
            begin(begun, threads, next, item -> ended.submit(() -> work.apply(item)));
            while (done < begun.size()) {
                B result = result(() -> ended.take().get());
                done++;
                afterEach.accept(result);
                begin(begun, done + threads, next, item -> ended.submit(() -> work.apply(item)));
            }
        } finally {
            begun.forEach(future -> future.cancel(true));
        }
    }

    /** Until so many are begun in all. */
    private static <A, B> void begin(
            List<Future<B>> begun, int total, Supplier<Optional<A>> next, Function<A, Future<B>> submit) {
        while (begun.size() < total) {
            Optional<A> item = next.get();
            if (item.isEmpty()) {
                return;
            }
            begun.add(submit.apply(item.get()));
        }
    }

    private interface Ending<B> {
        B await() throws InterruptedException, ExecutionException;
    }

    private static <B> B result(Ending<B> ending) {
        try {
            return ending.await();
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for workers", e);
        }
    }

    private static RuntimeException rethrown(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }

    /** Work that still runs is interrupted, not waited for. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
