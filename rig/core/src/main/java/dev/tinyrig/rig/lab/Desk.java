package dev.tinyrig.rig.lab;

import dev.tinyrig.rig.bench.Bench;
import dev.tinyrig.rig.bench.Session;
import dev.tinyrig.rig.target.Target;
import java.util.Optional;

/** A bench in its lab: whether it is lent, and the session that is open on it; whoever borrows it owns the session. */
final class Desk {
    private final Bench bench;
    private boolean lent;
    private volatile Optional<Opened> opened = Optional.empty();

    Desk(Bench bench) {
        this.bench = bench;
    }

    /** A session and the target for which it was opened. */
    record Opened(Target target, Session session) {
        void close() {
            session.close();
        }
    }

    Bench bench() {
        return bench;
    }

    boolean isFree() {
        return !lent;
    }

    boolean isOpenFor(Target target) {
        return opened.map(Opened::target).equals(Optional.of(target));
    }

    Desk lend() {
        lent = true;
        return this;
    }

    /** The session that was left here if it fits, else a new one. */
    Opened openFor(Target target) {
        Optional<Opened> left = take();
        if (left.isPresent() && left.get().target().equals(target)) {
            return left.get();
        }
        left.ifPresent(Opened::close);
        return new Opened(target, bench.open(target));
    }

    /** The session that was left here, which is the caller's now. */
    Optional<Opened> take() {
        Optional<Opened> left = opened;
        opened = Optional.empty();
        return left;
    }

    void giveBack(Optional<Opened> left) {
        opened = left;
        lent = false;
    }
}
