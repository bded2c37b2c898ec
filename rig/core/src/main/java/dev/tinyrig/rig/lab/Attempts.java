package dev.tinyrig.rig.lab;

import static java.util.stream.Collectors.joining;

import dev.tinyrig.rig.bench.BenchException;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.measure.ErrorClass;
import dev.tinyrig.rig.measure.Fidelity;
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
    /** How often a firmware that failed on two benches is set aside until one of them has proven itself. */
    private static final int MOST_WAITS = 3;

    /** On how many benches a firmware must have failed, while they are sound without it, before the search goes on without it. */
    private static final int ENOUGH_BENCHES = 2;

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
     * The outcome of an attempt, or of its repetition elsewhere, or of another such pair after the lab has recovered; what a
     * board blames on the firmware is confirmed by another board. A firmware with which several benches fail every time that
     * are sound without it, or with which three boards do three things, stays unjudged.
     *
     * @throws LabException if nothing is known of the firmware after all
     */
    Outcome outcome() {
        Optional<Verdict> verdict = pair();
        for (int waits = 0; verdict.isEmpty() && waits < mostWaits(); waits++) {
            awaitRecovery();
            verdict = pair();
        }
        return verdict.map(first -> confirmed(first).outcome()).orElseGet(this::poisonous);
    }

    /** Two benches that failed must prove themselves now; what cannot, as an emulator, proves nothing of the firmware. */
    private Outcome poisonous() {
        long sound = failed.stream()
                .filter(desk -> desk.bench().provesItself() && provesItselfNow(desk))
                .count();
        if (sound < ENOUGH_BENCHES) {
            throw unjudged();
        }
        return new Outcome.Unjudged(String.valueOf(unjudged().getMessage()));
    }

    private boolean provesItselfNow(Desk desk) {
        try {
            lab.lease(anywhere().only(desk::equals), lab.patience()).close();
            return true;
        } catch (LabException stillUnsound) {
            return false;
        }
    }

    /** What cannot prove itself, as an emulator, gets one more chance if anything has ever run in this lab. */
    private int mostWaits() {
        boolean provable = failed.stream().anyMatch(desk -> desk.bench().provesItself());
        return provable ? MOST_WAITS : lab.hasWorked() ? 1 : 0;
    }

    /** One board may be wrong where it blames a firmware: another must agree, else a third one decides. */
    private Verdict confirmed(Verdict first) {
        if (!first.isWorthConfirming()) {
            return first;
        }
        Optional<Verdict> second = another(Set.of(first.desk()));
        if (second.isEmpty() || second.get().agreesWith(first)) {
            return first;
        }
        String conflict = "%s disagrees: %s there, %s on %s"
                .formatted(
                        first.bench(),
                        first.kind(),
                        second.get().kind(),
                        second.get().bench());
        note(first.bench(), ErrorClass.INFRASTRUCTURE, conflict);
        Optional<Verdict> third =
                another(Set.of(first.desk(), second.get().desk())).or(() -> again(first.desk(), conflict));
        return third.map(decisive -> majority(first, second.get(), decisive)).orElseThrow(this::unjudged);
    }

    private Verdict majority(Verdict first, Verdict second, Verdict third) {
        if (third.agreesWith(first)) {
            second.desk().bench().doubt("two other runs of the same firmware had another outcome than on it");
            return first;
        }
        if (third.agreesWith(second)) {
            first.desk().bench().doubt("two other runs of the same firmware had another outcome than on it");
            return second;
        }
        for (Verdict odd : List.of(first, second, third)) {
            odd.desk().bench().doubt("three runs of the same firmware had three outcomes, one of them on it");
        }
        note(third.bench(), ErrorClass.INFRASTRUCTURE, "%s disagrees too: %s".formatted(third.bench(), third.kind()));
        return new Verdict(new Outcome.Unjudged(String.valueOf(unjudged().getMessage())), third.desk());
    }

    /** Empty where the lab has no other bench, or that fails. */
    private Optional<Verdict> another(Set<Desk> than) {
        try {
            return attempt(lab.lease(anywhere().only(desk -> !than.contains(desk)), insistence()));
        } catch (LabException thereIsNoOther) {
            return Optional.empty();
        }
    }

    /** On the same bench, which must prove itself before. */
    private Optional<Verdict> again(Desk desk, String why) {
        desk.bench().doubt(why);
        return attempt(lease(anywhere().only(desk::equals)));
    }

    /** What came of the firmware on a bench. */
    private record Verdict(Outcome outcome, Desk desk) {
        /** Emulators of one kind are all alike, and what is too big is so everywhere. */
        boolean isWorthConfirming() {
            return desk.bench().fidelity() == Fidelity.MEASURED && !kind().equals("measured");
        }

        boolean agreesWith(Verdict other) {
            return kind().equals(other.kind());
        }

        String kind() {
            return outcome.match(measured -> "measured", rejected -> "rejected", crashed -> "crashed");
        }

        String bench() {
            return desk.bench().name();
        }
    }

    /** Empty if both benches failed. */
    private Optional<Verdict> pair() {
        Lease first = lease(anywhere());
        return attempt(first).or(() -> attempt(elsewhere(first.desk())));
    }

    private Request anywhere() {
        return Request.of(target).ratherNot(failed);
    }

    private Lease elsewhere(Desk desk) {
        try {
            return lab.lease(anywhere().only(other -> !other.equals(desk)), insistence());
        } catch (LabException thereIsNoOther) {
            return lease(anywhere());
        }
    }

    private Duration insistence() {
        return lab.patience().compareTo(INSISTENCE) < 0 ? lab.patience() : INSISTENCE;
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

    private Optional<Verdict> attempt(Lease lease) {
        try (lease) {
            Verdict verdict = new Verdict(lease.run(firmware, workload), lease.desk());
            lab.noteOutcome();
            return Optional.of(verdict);
        } catch (BenchException e) {
            note(lease.bench(), e.errorClass(), String.valueOf(e.getMessage()));
            if (e.errorClass() == ErrorClass.TEST) {
                throw e;
            }
            failed.add(lease.desk());
            last = Optional.of(e);
            return Optional.empty();
        }
    }

    private void note(String bench, ErrorClass errorClass, String detail) {
        BenchFault fault = new BenchFault(Instant.now(), bench, errorClass, faults.size() + 1, detail);
        faults.add(fault);
        lab.note(fault);
    }

    /** A bench that failed is not had again before it has proven itself: a board by running the golden firmware. */
    private void awaitRecovery() {
        lease(anywhere().only(failed::contains)).close();
    }

    private LabException unjudged() {
        String list = faults.stream()
                .map(fault -> "%n  attempt %d on %s: %s".formatted(fault.attempt(), fault.bench(), fault.detail()))
                .collect(joining());
        String message = "%s could not be run on %s, the benches failed or disagree, so that it stays unjudged:%s"
                .formatted(firmware.elf(), target.name(), list);
        return last.map(cause -> new LabException(message, cause)).orElseGet(() -> new LabException(message));
    }
}
