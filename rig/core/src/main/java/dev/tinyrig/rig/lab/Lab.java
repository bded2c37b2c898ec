package dev.tinyrig.rig.lab;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import dev.tinyrig.rig.bench.Bench;
import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.lab.Desk.Opened;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.measure.Workload;
import dev.tinyrig.rig.target.Target;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lends benches, first come first served, each to one borrower at a time; safe to share between threads. */
public final class Lab implements AutoCloseable {
    /** How long a run waits for a bench where nothing else is said. */
    public static final Duration PATIENCE = Duration.ofMinutes(10);

    /** How soon a bench that another process has is asked for again. */
    private static final Duration POLL = Duration.ofMillis(50);

    private final List<Desk> desks;
    private final Optional<Ledger> ledger;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Request> queue = new ArrayDeque<>();
    private final Queue<BenchFault> noted = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean worked = new AtomicBoolean();
    private boolean closed;

    public Lab(List<? extends Bench> benches) {
        this(benches, Optional.empty(), PATIENCE);
    }

    /**
     * A lab whose shared benches are lent to one process at a time.
     *
     * @param ledger in which the processes agree; it is closed with this lab
     */
    public Lab(List<? extends Bench> benches, Ledger ledger) {
        this(benches, Optional.of(ledger), PATIENCE);
    }

    /**
     * A lab in which runs wait for a bench as long as {@code patience}.
     *
     * @param ledger in which processes agree who has a shared bench
     */
    public Lab(List<? extends Bench> benches, Optional<Ledger> ledger, Duration patience) {
        this.patience = patience;
        this.desks = benches.stream().map(Desk::new).toList();
        this.ledger = ledger;
    }

    /**
     * A lab of equal benches named {@code kind-0}, {@code kind-1} and so on.
     *
     * @param kind the {@linkplain BenchKind#id() name} of a kind that needs no description
     */
    public static Lab of(String kind, int count) {
        return new Lab(BenchKind.named(kind).benches(count, System.getenv()));
    }

    /**
     * A bench that runs the target, as soon as one is free.
     *
     * @throws LabException if none could be had within {@code patience}: each bench and why not
     */
    public Lease lease(Target target, Duration patience) {
        return lease(Request.of(target), patience);
    }

    /**
     * The outcome from any bench that runs the target. When the bench itself fails, the run is repeated once, on another bench
     * where there is one. If that fails too, the firmware is set aside until a bench that failed it has proven itself, and
     * then begins anew. What a board blames on the firmware is confirmed by another board; on an emulator the firmware's own
     * faults are never repeated, nor is a request that makes no sense anywhere.
     *
     * <p>Where two benches fail with it every time and prove themselves once more, the outcome is unjudged.
     *
     * @throws BenchException if the request makes no sense
     * @throws LabException if no bench could be had, or the benches fail and fewer than two of them prove themselves afterwards
     */
    public Outcome run(Firmware firmware, Workload workload, Target target) {
        return new Attempts(this, firmware, workload, target).outcome();
    }

    /** Every run so far that a bench could not do, in the order in which they failed. */
    public List<BenchFault> faults() {
        return List.copyOf(noted);
    }

    /** Whether any run had an outcome so far. */
    boolean hasWorked() {
        return worked.get();
    }

    void noteOutcome() {
        worked.set(true);
    }

    void note(BenchFault fault) {
        noted.add(fault);
    }

    /** Closes all sessions that are not lent; the others close when they are given back. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            desks.stream()
                    .filter(Desk::isFree)
                    .flatMap(desk -> desk.take().stream())
                    .forEach(Opened::close);
        } finally {
            lock.unlock();
        }
        ledger.ifPresent(Ledger::close);
    }

    /** How many benches are lent now. */
    public int lent() {
        lock.lock();
        try {
            return (int) desks.stream().filter(desk -> !desk.isFree()).count();
        } finally {
            lock.unlock();
        }
    }

    /** How many borrowers are waiting. */
    int waiting() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    void giveBack(Desk desk, Optional<Opened> session) {
        lock.lock();
        try {
            if (closed) {
                session.ifPresent(Opened::close);
            }
            desk.giveBack(closed ? Optional.empty() : session);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How long a run waits for a bench. */
    Duration patience() {
        return patience;
    }

    Lease lease(Request request, Duration patience) {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        try (Waiting waiting = new Waiting(ledger, wishes(request))) {
            while (true) {
                Desk desk = await(request, deadlineNanos);
                try {
                    Optional<Tenure> tenure = waiting.claim(desk.bench());
                    if (tenure.isPresent()) {
                        return opened(request, desk, tenure.get());
                    }
                    request.postpone(desk, POLL);
                    giveBack(desk, Optional.empty());
                } catch (BenchException e) {
                    request.refused(desk, e);
                    giveBack(desk, Optional.empty());
                } catch (RuntimeException bug) {
                    giveBack(desk, Optional.empty());
                    throw bug;
                }
            }
        }
    }

    private Set<String> wishes(Request request) {
        return desks.stream()
                .filter(request::isAbout)
                .map(Desk::bench)
                .filter(Bench::isShared)
                .map(Bench::name)
                .collect(toSet());
    }

    private Lease opened(Request request, Desk desk, Tenure tenure) {
        try {
            return new Lease(this, desk, tenure, desk.openFor(request.target()));
        } catch (RuntimeException e) {
            tenure.close();
            throw e;
        }
    }

    private Desk await(Request request, long deadlineNanos) {
        lock.lock();
        queue.add(request);
        try {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            Optional<Desk> desk = free(request);
            for (; desk.isEmpty(); desk = free(request)) {
                long nanos = deadlineNanos - System.nanoTime();
                if (closed || nanos <= 0 || desks.stream().noneMatch(request::allows)) {
                    throw new LabException(refusal(request));
                }
                changed.awaitNanos(request.nap(nanos, POLL));
            }
            return desk.get().lend();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while waiting for a bench", e);
        } finally {
            queue.remove(request);
            changed.signalAll();
            lock.unlock();
        }
    }

    /** A free bench that nobody who came earlier is waiting for. */
    private Optional<Desk> free(Request request) {
        List<Request> earlier =
                queue.stream().takeWhile(other -> other != request).toList();
        return desks.stream()
                .filter(desk -> !closed && desk.isFree() && request.allows(desk) && !request.postpones(desk))
                .filter(desk -> earlier.stream().noneMatch(other -> other.allows(desk)))
                .min(request.preference());
    }

    private String reason(Request request, Desk desk) {
        return request.postponed(desk) && ledger.isPresent()
                ? "busy, " + ledger.get().holder(desk.bench().name())
                : request.reason(desk);
    }

    private String refusal(Request request) {
        if (closed) {
            return "the lab is closed";
        }
        String reasons = desks.stream()
                .map(desk -> "%n  %s: %s".formatted(desk.bench().name(), reason(request, desk)))
                .collect(joining());
        return "no bench for %s could be had:%s"
                .formatted(request.target().name(), desks.isEmpty() ? " the lab has none" : reasons);
    }
}
