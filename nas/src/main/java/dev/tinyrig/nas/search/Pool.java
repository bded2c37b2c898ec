package dev.tinyrig.nas.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Evaluates proposals on a fixed number of threads. */
public final class Pool implements Evolution.Batch, AutoCloseable {
    private final ExecutorService executor;
    private final Evaluator evaluator;
    private final Consumer<Evaluation> afterEach;

    /**
     * Starts the threads.
     *
     * @param afterEach called as evaluations end, always on the thread that calls {@link #evaluate}
     */
    public Pool(int threads, Evaluator evaluator, Consumer<Evaluation> afterEach) {
        AtomicInteger number = new AtomicInteger();
        this.executor = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "evaluator-" + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        });
        this.evaluator = evaluator;
        this.afterEach = afterEach;
    }

    /** The first failure interrupts the evaluations that still run and is thrown on. */
    @Override
    public List<Evaluation> evaluate(List<Proposal> proposals) {
        CompletionService<Evaluation> ended = new ExecutorCompletionService<>(executor);
        List<Future<Evaluation>> futures = proposals.stream()
                .map(proposal -> ended.submit(() -> evaluator.evaluate(proposal)))
                .toList();
        try {
            return inOrder(futures.size(), ended);
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for evaluations", e);
        } finally {
            futures.forEach(future -> future.cancel(true));
        }
    }

    private List<Evaluation> inOrder(int count, CompletionService<Evaluation> ended)
            throws InterruptedException, ExecutionException {
        List<Evaluation> evaluations = new ArrayList<>();
        while (evaluations.size() < count) {
            Evaluation evaluation = ended.take().get();
            afterEach.accept(evaluation);
            evaluations.add(evaluation);
        }
        evaluations.sort(Comparator.comparingInt(Evaluation::number));
        return evaluations;
    }

    private static RuntimeException rethrown(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }

    /** Evaluations that still run are interrupted, not waited for. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
