package dev.tinyrig.sim;

import dev.tinyrig.sim.MachineDescription.Memory;
import dev.tinyrig.sim.cpu.Context;
import dev.tinyrig.sim.cpu.Cpu;
import dev.tinyrig.sim.cpu.ExceptionListener;
import dev.tinyrig.sim.cpu.Lockup;
import dev.tinyrig.sim.fault.Fault;
import dev.tinyrig.sim.fault.FaultReport;
import dev.tinyrig.sim.isa.BreakpointHit;
import dev.tinyrig.sim.isa.Decoder;
import dev.tinyrig.sim.profile.Watcher;
import dev.tinyrig.sim.timing.Cause;
import dev.tinyrig.sim.timing.CycleCauses;
import dev.tinyrig.sim.timing.M4Timing;
import dev.tinyrig.sim.timing.M7Timing;
import dev.tinyrig.sim.timing.TimingDescription;
import dev.tinyrig.sim.timing.TimingModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/** A simulated microcontroller with one program in it. */
public final class Machine {
    /** Translating costs about as much as interpreting the same instructions a thousand times; most hot code is hotter. */
    public static final int COLD = 40;

    private final MachineDescription description;
    private final Chip chip;
    private final Interpreter interpreter;
    private Optional<TranslatedCode> translated = Optional.empty();
    /** Instructions until which nothing is translated. */
    private long interpretedFirst;

    private boolean awaitsInput;
    private boolean resetRequested;
    private int vectorTable;
    private int stackTop;
    private Optional<MemoryUsage> usage = Optional.empty();

    private final Optional<TimingModel> model;
    private final Optional<TimedInterpreter> timed;

    private Machine(MachineDescription description, Optional<TimingDescription> timing, IntConsumer console) {
        this.description = description;
        this.chip = new Chip(description, console, this::inputAwaited, this::requestReset);
        this.vectorTable = description.memories().get(0).base();
        this.interpreter = new Interpreter(chip.cpu, chip.bus, new Decoder(description.fpu()));
        this.model = timing.map(this::model);
        this.timed = model.map(known -> new TimedInterpreter(chip.cpu, interpreter, known));
        if (model.isEmpty()) {
            translateAfter(COLD);
        }
    }

    /** From now on every instruction is interpreted, which is slower and gives the same. */
    public void interpretOnly() {
        translated = Optional.empty();
    }

    /**
     * Code is translated when it was interpreted so often, which changes the speed and nothing else but that nobody knows
     * {@link #causes}. A machine without a cycle model does so by itself.
     */
    public void translateAfter(int times) {
        Stepping stepping = timed.isPresent() ? timed.get() : interpreter;
        translated = Optional.of(new TranslatedCode(chip.cpu, interpreter, stepping, model, times));
    }

    /** Translates nothing before so many instructions were executed: what ends before that is done sooner without. */
    public void interpretFirst(long instructions) {
        interpretedFirst = instructions;
    }

    private boolean translates() {
        return translated.isPresent() && chip.cpu.executed >= interpretedFirst && !chip.bus.trapsUnaligned();
    }

    private TimingModel model(TimingDescription timing) {
        Memory flash = description.memories().get(0);
        return switch (description.core()) {
            case CORTEX_M4 -> new M4Timing(chip.flashInterface, flash.base(), flash.size(), timing);
            case CORTEX_M7 -> new M7Timing(chip.cpu.exceptions, timing);
        };
    }

    /**
     * A machine without a program.
     *
     * @param console gets each byte that the program sends on its console
     */
    public static Machine of(MachineDescription description, IntConsumer console) {
        return new Machine(description, Optional.empty(), console);
    }

    /** A machine without a program whose clock counts cycles, not instructions. */
    public static Machine timed(MachineDescription description, TimingDescription timing, IntConsumer console) {
        return new Machine(description, Optional.of(timing), console);
    }

    /** Fills memory before the program runs. */
    public void load(int address, byte[] bytes) {
        chip.bus.load(address, bytes);
    }

    /** Starts the program at the vector table in the first memory. */
    public void reset() {
        reset(description.memories().get(0).base());
    }

    /** Starts the program at a vector table elsewhere, such as behind a boot loader; later resets start there too. */
    public void reset(int table) {
        vectorTable = table;
        chip.cpu.exceptions.reset(table);
        stackTop = chip.cpu.r[Cpu.SP];
    }

    /** From now on {@link #usage} knows what the program writes; to be called behind {@link #load}. */
    public void watchWrites() {
        if (usage.isEmpty()) {
            usage = Optional.of(new MemoryUsage(chip.bus, chip.cpu));
        }
    }

    /**
     * From now on these are told of each instruction and exception, in this order.
     *
     * @throws IllegalStateException if there is no cycle model, without which nobody asks how long an instruction takes
     */
    public void watch(List<Watcher> watchers) {
        timed.orElseThrow(() -> new IllegalStateException("only a machine with a cycle model can be watched"))
                .watch(watchers);
        interpretOnly();
        chip.cpu.exceptions.tell(ExceptionListener.all(watchers));
    }

    /** What the program has written since {@link #watchWrites}. */
    public MemoryUsage.Report usage() {
        return usage.orElseThrow(() -> new IllegalStateException("watchWrites() was not called"))
                .report(stackTop);
    }

    /** How many bytes from an address on the program has ever written since {@link #watchWrites}. */
    public int written(int address, int size) {
        return usage.map(known -> known.written(address, size)).orElse(0);
    }

    /** Bytes that the program sent through serial ports other than the console. */
    public Map<String, Long> sentElsewhere() {
        return Map.copyOf(chip.sentElsewhere);
    }

    /** Where the program is, or was when it did wrong. */
    public Context context() {
        return chip.cpu.exceptions.faultContext().orElseGet(() -> Context.of(chip.cpu, chip.cpu.pc));
    }

    /** Bytes for the program to receive on its console. */
    public void send(byte[] bytes) {
        chip.console.feed(bytes);
    }

    /** Runs on from where the program is. */
    public Stop run(long maxInstructions) {
        long limit = chip.cpu.executed + maxInstructions;
        awaitsInput = false;
        try {
            while (chip.cpu.executed < limit) {
                chip.sysTick.update();
                chip.updateInterrupts();
                chip.cpu.exceptions.takePending();
                if (chip.cpu.sleeping && !wake()) {
                    return chip.console.awaitsByInterrupt() ? new Stop.AwaitingInput() : new Stop.Asleep();
                }
                // A cycle model watches the time itself, and can run behind the instructions.
                long stop = chip.cpu.executed < interpretedFirst ? Math.min(limit, interpretedFirst) : limit;
                chip.cpu.stopAt = timed.isPresent() ? stop : Math.min(stop, chip.nextExpiry() - chip.cpu.ahead);
                runInterpreter();
                if (resetRequested) {
                    return resetNow();
                }
                if (awaitsInput) {
                    return new Stop.AwaitingInput();
                }
            }
            return new Stop.Limit();
        } catch (BreakpointHit hit) {
            chip.cpu.pc = hit.address();
            return new Stop.Breakpoint(hit.address(), hit.immediate());
        } catch (Lockup lockup) {
            return new Stop.LockedUp(String.valueOf(lockup.getMessage()), lastFault());
        }
    }

    private void runInterpreter() {
        try {
            // A machine without a model stops by itself when SysTick or a timer expires.
            long end = timed.isPresent() ? chip.nextExpiry() : Long.MAX_VALUE;
            if (translates()) {
                translated.orElseThrow().run(end);
            } else if (timed.isPresent()) {
                timed.get().begin();
                timed.get().run(end);
            } else {
                interpreter.run();
            }
        } catch (Fault fault) {
            // Only fetching throws here; what instructions do wrong is raised where their address is known.
            chip.cpu.exceptions.raise(fault, chip.cpu.pc);
        }
    }

    private Stop resetNow() {
        resetRequested = false;
        reset(vectorTable);
        return new Stop.ResetRequested();
    }

    /** Lets time pass until something wakes the program; false if nothing ever will. */
    private boolean wake() {
        long expiry = chip.nextExpiry();
        if (!chip.cpu.exceptions.wouldWake() && expiry != Long.MAX_VALUE) {
            sleep(Math.max(0, expiry - chip.cpu.clock()));
            chip.sysTick.update();
            chip.updateInterrupts();
        }
        if (!chip.cpu.exceptions.wouldWake()) {
            return expiry != Long.MAX_VALUE;
        }
        chip.cpu.sleeping = false;
        chip.cpu.exceptions.takePending();
        return true;
    }

    private void sleep(long cycles) {
        chip.cpu.ahead += cycles;
        model.ifPresent(known -> known.causes().add(chip.cpu.pc, Cause.SLEEP, cycles));
    }

    private void inputAwaited() {
        awaitsInput = true;
        chip.cpu.attention();
    }

    private void requestReset() {
        resetRequested = true;
        chip.cpu.attention();
    }

    /** Continues behind the breakpoint at which the machine stopped. */
    public void skipBreakpoint() {
        chip.cpu.pc += 2;
    }

    /** Registers and flags, for whoever debugs or tests. */
    public Cpu cpu() {
        return chip.cpu;
    }

    /** A copy of memory. */
    public byte[] dump(int address, int size) {
        return chip.bus.dump(address, size);
    }

    /** Instructions executed since the machine was made. */
    public long executed() {
        return chip.cpu.executed;
    }

    /** Cycles since the machine was made; without a cycle model, instructions. */
    public long cycles() {
        return chip.cpu.clock();
    }

    /** What the cycles of interpreted instructions were spent on, if there is a cycle model; translated code does not say. */
    public Optional<CycleCauses> causes() {
        return model.map(TimingModel::causes);
    }

    public boolean hasUnreadInput() {
        return chip.console.hasInput();
    }

    /** The last fault of the program, handled or not. */
    public Optional<FaultReport> lastFault() {
        return chip.cpu.exceptions.lastFault();
    }
}
