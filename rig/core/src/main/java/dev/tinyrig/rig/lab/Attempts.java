package dev.tinyrig.rig.lab;

import static java.util.stream.Collectors.joining;

import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.measure.ErrorClass;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.measure.Workload;
import dev.tinyrig.rig.target.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The attempts at one run: none of them is counted against its firmware, and each says what it failed of. */
final class Attempts {
    /** How often a firmware that failed on two benches is set aside until the lab has proven itself. */
    private static final int MOST_WAITS = 3;

    /** How long a repetition waits for another bench before it takes the one that failed, if that has proven itself by then. */
    private static final Duration INSISTENCE = Duration.ofMinutes(1);

    private final Lab lab;
    private final Firmware firmware;
    private final Workload workload;
    private final Target target;
    private final Set<Desk> failed = new LinkedHashSet<>();
    private final List<BenchFault> faults = new ArrayList<>();
    private Optional<BenchException> last = Optional.empty();

    Attempts(Lab lab, Firmware firmware, Workload workload, Target target) {
        this.lab = lab;
        this.firmware = firmware;
        this.workload = workload;
        this.target = target;
    }

    /**
     * The outcome of an attempt, or of its repetition elsewhere, or of another such pair after the lab has recovered.
     *
     * @throws LabException if nothing is known of the firmware after all
     */
    Outcome outcome() {
        Optional<Outcome> outcome = pair();
        for (int waits = 0; outcome.isEmpty() && waits < MOST_WAITS; waits++) {
            awaitRecovery();
            outcome = pair();
        }
        return outcome.orElseThrow(this::unjudged);
    }

    /** Empty if both benches failed. */
    private Optional<Outcome> pair() {
        Lease first = lease(anywhere());
        return attempt(first).or(() -> attempt(elsewhere(first.desk())));
    }

    private Request anywhere() {
        return Request.of(target).ratherNot(failed);
    }

    private Lease elsewhere(Desk desk) {
        try {
            return lab.lease(anywhere().only(other -> !other.equals(desk)), INSISTENCE);
        } catch (LabException thereIsNoOther) {
            return lease(anywhere());
        }
    }

    private Lease lease(Request request) {
        try {
            return lab.lease(request, lab.patience());
        } catch (LabException none) {
            throw faults.isEmpty()
                    ? none
                    : new LabException("%s%n%s".formatted(unjudged().getMessage(), none.getMessage()), none);
        }
    }

    private Optional<Outcome> attempt(Lease lease) {
        try (lease) {
            return Optional.of(lease.run(firmware, workload));
        } catch (BenchException e) {
            BenchFault fault = new BenchFault(
                    Instant.now(), lease.bench(), e.errorClass(), faults.size() + 1, String.valueOf(e.getMessage()));
            lab.note(fault);
            if (e.errorClass() == ErrorClass.TEST) {
                throw e;
            }
            faults.add(fault);
            failed.add(lease.desk());
            last = Optional.of(e);
            return Optional.empty();
        }
    }

    /** A bench that failed is not had again before it has proven itself: a board by running the golden firmware. */
    private void awaitRecovery() {
        lease(anywhere().only(failed::contains)).close();
    }

    private LabException unjudged() {
        String list = faults.stream()
                .map(fault -> "%n  attempt %d on %s: %s".formatted(fault.attempt(), fault.bench(), fault.detail()))
                .collect(joining());
        return new LabException(
                "%s could not be run on %s, the benches failed, so that it stays unjudged:%s"
                        .formatted(firmware.elf(), target.name(), list),
                last.orElseThrow());
    }
}
