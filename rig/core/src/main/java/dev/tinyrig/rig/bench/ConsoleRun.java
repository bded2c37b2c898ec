package dev.tinyrig.rig.bench;

import dev.tinyrig.rig.console.Console;
import dev.tinyrig.rig.console.ConsoleException;
import dev.tinyrig.rig.console.Deadline;
import dev.tinyrig.rig.console.Dut;
import dev.tinyrig.rig.console.Wire;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.Counter;
import dev.tinyrig.rig.measure.ErrorClass;
import dev.tinyrig.rig.measure.Fidelity;
import dev.tinyrig.rig.measure.Measurement;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.measure.Workload;
import dev.tinyrig.rig.measure.Workload.Stimulus;
import dev.tinyrig.rig.target.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** One firmware under one workload on a device that speaks the console protocol: the part that all such benches share. */
public final class ConsoleRun {
    private final Setting setting;
    private final Firmware firmware;
    private final Workload workload;
    private final Instant startedAt = Instant.now();
    private final long startNanos = System.nanoTime();

    /** Begins the run's wall time; loading and booting are part of it. */
    public ConsoleRun(Setting setting, Firmware firmware, Workload workload) {
        this.setting = setting;
        this.firmware = firmware;
        this.workload = workload;
    }

    /**
     * What a bench says of its measurements.
     *
     * @param bench the bench's name
     * @param bootPatience how long a device may take until it is ready for its first command
     */
    public record Setting(String bench, Fidelity fidelity, Target target, Counting counting, Duration bootPatience) {
        /**
         * Makes sure that a firmware may be loaded.
         *
         * @throws BenchException if it is for another target, or does not fit this one
         */
        public void requireFitting(Firmware firmware) {
            rejection(firmware).ifPresent(tooBig -> {
                throw BenchException.ofTest(
                        "%s does not fit %s: %s".formatted(firmware.elf(), target.name(), tooBig.detail()));
            });
        }

        private Optional<Outcome.Rejected> rejection(Firmware firmware) {
            if (!firmware.target().equals(target.name())) {
                throw BenchException.ofTest("%s is firmware for %s, but %s was opened for %s: open a session for %s"
                        .formatted(firmware.elf(), firmware.target(), bench, target.name(), firmware.target()));
            }
            return tooBig(
                            "flash",
                            firmware.footprint().flashBytes(),
                            target.flash().bytes())
                    .or(() -> tooBig(
                            "SRAM",
                            firmware.footprint().reservedSramBytes(),
                            target.sram().bytes()));
        }

        private Optional<Outcome.Rejected> tooBig(String memory, long needed, long available) {
            return needed <= available
                    ? Optional.empty()
                    : Optional.of(new Outcome.Rejected(
                            Outcome.Reason.TOO_BIG,
                            "%d bytes of %s needed, %s has %d".formatted(needed, memory, target.name(), available)));
        }
    }

    /**
     * What the device's counter counts on this bench.
     *
     * @param register how the device names the counter, {@code dwt} or {@code tim2}
     * @param cyclesPerCount 1 where cycles are counted, else the target's fitted cycles per instruction
     */
    public record Counting(String register, Counter counter, double cyclesPerCount) {}

    /**
     * The rejection of a firmware that does not fit the target; empty if it may be loaded.
     *
     * @throws BenchException if the firmware is for another target
     */
    public Optional<Outcome> rejection() {
        return setting.rejection(firmware).map(rejected -> rejected);
    }

    /**
     * The outcome from the device that was just started behind {@code wire}, which is closed.
     *
     * @param whenGone what it means on this bench that the device closed the wire
     * @throws BenchException if the device is not the one that was sent
     */
    public Outcome over(Wire wire, Function<ConsoleException, Outcome> whenGone) {
        return outcome(wire, dut -> dut.awaitBoot(setting.bootPatience()), whenGone);
    }

    /** The same where the device has answered already and no banner is to be awaited. */
    public Outcome overReady(Wire wire, Function<ConsoleException, Outcome> whenGone) {
        return outcome(wire, dut -> {}, whenGone);
    }

    private Outcome outcome(Wire wire, Consumer<Dut> boot, Function<ConsoleException, Outcome> whenGone) {
        try (Dut dut = new Dut(new Console(wire))) {
            boot.accept(dut);
            requireSentImage(dut);
            return measure(dut);
        } catch (ConsoleException e) {
            return switch (e.kind()) {
                case SILENT, FAULT, GARBLED -> new Outcome.Crashed(String.valueOf(e.getMessage()), e.tail());
                case GONE -> whenGone.apply(e);
                case REFUSED -> throw failure(ErrorClass.TEST, e);
                case INTERRUPTED -> throw failure(ErrorClass.INFRASTRUCTURE, e);
            };
        }
    }

    private BenchException failure(ErrorClass errorClass, ConsoleException e) {
        return new BenchException(
                errorClass, "%s: %s; last console lines:\n%s".formatted(setting.bench(), e.getMessage(), e.tail()), e);
    }

    private void requireSentImage(Dut dut) {
        require("image", firmware.buildId(), dut.image(), "the device runs a stale or another image, load it again");
        require("target", setting.target().name(), dut.target(), "the image was built for another chip");
        require("counter", setting.counting().register(), dut.counter(), "its counts would mean something else here");
    }

    private void require(String what, String expected, String seen, String conclusion) {
        if (!seen.equals(expected)) {
            throw new BenchException(
                    "%s: %s is %s, not %s: %s".formatted(setting.bench(), what, seen, expected, conclusion));
        }
    }

    private Outcome measure(Dut dut) {
        List<Long> counts = new ArrayList<>();
        List<Bytes> outputs = new ArrayList<>();
        for (int i = 0; i < workload.stimuli().size(); i++) {
            Dut.Counted counted = run(dut, i);
            counts.addAll(counted.counts());
            outputs.add(counted.output());
        }
        Optional<Outcome> wrong = new OutputCheck(workload.stimuli(), outputs).rejection();
        return wrong.orElseGet(() -> new Outcome.Measured(measurement(dut, counts, outputs)));
    }

    private Dut.Counted run(Dut dut, int index) {
        Stimulus stimulus = workload.stimuli().get(index);
        Deadline deadline = dut.within(workload.patience());
        try {
            dut.load(stimulus.input(), deadline);
            return dut.run(workload.repeats(), workload.warmups(), deadline);
        } catch (ConsoleException e) {
            throw e.during(
                    "stimulus %d of %d".formatted(index, workload.stimuli().size()));
        }
    }

    private Measurement measurement(Dut dut, List<Long> counts, List<Bytes> outputs) {
        return new Measurement(
                firmware.buildId(),
                setting.target().name(),
                setting.bench(),
                setting.fidelity(),
                setting.counting().counter(),
                counts,
                setting.target().clocks().coreHz(),
                setting.counting().cyclesPerCount(),
                dut.memory(),
                outputs,
                startedAt,
                Duration.ofNanos(System.nanoTime() - startNanos));
    }
}
