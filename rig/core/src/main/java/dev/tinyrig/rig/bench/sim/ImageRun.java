package dev.tinyrig.rig.bench.sim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.tinyrig.rig.firmware.Image;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.sim.Machine;
import dev.tinyrig.sim.MachineDescription;
import dev.tinyrig.sim.MachineDescription.UnknownMmio;
import dev.tinyrig.sim.Stop;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/** One run of an image from its reset in the simulator; what is sent, and how long it runs, go by simulated time. */
public final class ImageRun {
    private static final long SLICE_INSTRUCTIONS = 100_000;
    /** A program that interrupts wake is taken to wait for input when it has said nothing for this part of a second. */
    private static final int SILENCES_PER_SECOND = 10;

    private final Image image;
    private final Setting setting;
    private final IntConsumer live;
    private final Machine machine;
    private final Probes probes;
    private final StringBuilder said = new StringBuilder();
    private boolean sent;
    private boolean seen;
    private long lastSaid;

    /**
     * A machine with the image in it, ready to run.
     *
     * @param live gets each byte of the console as it is sent
     */
    public ImageRun(Image image, Setting setting, IntConsumer live) {
        this(image, setting, live, Explanation.NONE);
    }

    /** The same, explained. */
    public ImageRun(Image image, Setting setting, IntConsumer live, Explanation wanted) {
        this.image = image;
        this.setting = setting;
        this.live = live;
        this.machine = SimMachines.startTimed(setting.description(), setting.target(), image, this::hear);
        this.probes = Probes.on(machine, image, wanted);
        this.sent = setting.input().isEmpty();
        machine.watchWrites();
    }

    /**
     * How to run it.
     *
     * @param uart the serial port that is the console, such as {@code 3} or {@code LPUART1}; the target's own if empty
     * @param input what the console is sent as soon as the image waits for it
     * @param until text on the console that ends the run
     * @param patience how long the target would run
     */
    public record Setting(
            Target target,
            Optional<String> uart,
            UnknownPeripherals unknown,
            Optional<String> input,
            Optional<String> until,
            Duration patience) {
        /** As the target's board is wired, unknown peripherals ready. */
        public static Setting of(Target target, Duration patience) {
            return new Setting(
                    target, Optional.empty(), UnknownPeripherals.READY, Optional.empty(), Optional.empty(), patience);
        }

        MachineDescription description() {
            int base = uart.map(name -> SimMachines.uartBase(target, name))
                    .orElse((int) target.console().base());
            return SimMachines.of(target, base, unknown.mmio);
        }

        private long cycles() {
            return patience.toMillis() * target.clocks().coreHz() / 1000;
        }
    }

    /** What answers where a peripheral is that the simulator does not know. */
    public enum UnknownPeripherals {
        /** registers that store, and change when they are polled */
        READY(UnknownMmio.READY),
        /** registers that read 0 */
        ZERO(UnknownMmio.ZERO),
        /** a bus fault */
        FAULT(UnknownMmio.FAULT);

        private final UnknownMmio mmio;

        UnknownPeripherals(UnknownMmio mmio) {
            this.mmio = mmio;
        }
    }

    /** How a run ended. */
    public enum Ending {
        /** the text it ran for came */
        SEEN,
        /** it waits for input and there is none left, or sleeps for good */
        IDLE,
        /** it ran into a breakpoint instruction */
        BREAKPOINT,
        /** its time was over */
        TIME_OUT,
        /** it locked up, or hangs in its fault handler */
        FAULTED
    }

    /**
     * What came of a run.
     *
     * @param fault registers, fault status, back trace and last lines if it faulted
     * @param sentElsewhere bytes by serial port that is not the console
     * @param profile of nothing unless it was wanted
     * @param untraced instructions beyond the limit of the trace
     */
    public record Result(
            Ending ending,
            long instructions,
            long cycles,
            ImageMemory memory,
            Optional<String> fault,
            Map<String, Long> sentElsewhere,
            ImageProfile profile,
            long untraced) {}

    private void hear(int one) {
        live.accept(one);
        said.append((char) one);
        lastSaid = machine().cpu().clock();
        seen |= one == lastOfUntil() && endsWithUntil();
        if (seen) {
            machine().cpu().attention();
        }
        if (said.length() > 1 << 16) {
            said.delete(0, 1 << 15);
        }
    }

    private Machine machine() {
        return machine;
    }

    private int lastOfUntil() {
        return setting.until()
                .filter(text -> !text.isEmpty())
                .map(text -> text.charAt(text.length() - 1) & 0xff)
                .orElse(-1);
    }

    private boolean endsWithUntil() {
        String until = setting.until().orElse("");
        return said.length() >= until.length()
                && said.substring(said.length() - until.length()).equals(until);
    }

    /** Runs to the end, whichever that is. */
    public Result run() {
        long silence = setting.target().clocks().coreHz() / SILENCES_PER_SECOND;
        while (!seen && machine.cpu().clock() < setting.cycles()) {
            Stop stop = machine.run(SLICE_INSTRUCTIONS);
            Optional<Ending> ending = seen ? Optional.of(Ending.SEEN) : after(stop);
            if (ending.isPresent()) {
                return result(ending.get());
            }
            if (!sent && machine.cpu().clock() - lastSaid > silence) {
                sendInput();
            }
        }
        return result(seen ? Ending.SEEN : hangsInFaultHandler() ? Ending.FAULTED : Ending.TIME_OUT);
    }

    private Optional<Ending> after(Stop stop) {
        if (stop instanceof Stop.LockedUp) {
            return Optional.of(Ending.FAULTED);
        }
        if (stop instanceof Stop.Breakpoint) {
            return Optional.of(hangsInFaultHandler() ? Ending.FAULTED : Ending.BREAKPOINT);
        }
        if (stop.remedy() == Stop.Remedy.RUN) {
            return spinsInFaultHandler() ? Optional.of(Ending.FAULTED) : Optional.empty();
        }
        if (!sent) {
            sendInput();
            return Optional.empty();
        }
        return machine.hasUnreadInput() ? Optional.empty() : Optional.of(Ending.IDLE);
    }

    private void sendInput() {
        sent = true;
        setting.input().ifPresent(text -> machine.send(text.getBytes(ISO_8859_1)));
    }

    private boolean hangsInFaultHandler() {
        return machine.cpu().exceptions.inFaultHandler();
    }

    /** A branch to itself in a fault handler need not be waited for. */
    private boolean spinsInFaultHandler() {
        if (!hangsInFaultHandler()) {
            return false;
        }
        int pc = machine.cpu().pc;
        machine.run(1);
        return machine.cpu().pc == pc;
    }

    private Result result(Ending ending) {
        Optional<String> fault = ending == Ending.FAULTED
                ? Optional.of(new FaultText(machine, image, said.toString(), probes.callers()).text())
                : Optional.empty();
        return new Result(
                ending,
                machine.executed(),
                machine.cycles(),
                ImageMemory.of(machine, image),
                fault,
                machine.sentElsewhere(),
                new ImageProfile(probes.profile(), image.symbols()),
                probes.leftOut());
    }
}
