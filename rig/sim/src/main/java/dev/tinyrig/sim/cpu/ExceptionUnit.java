package dev.tinyrig.sim.cpu;

import dev.tinyrig.sim.fault.Fault;
import dev.tinyrig.sim.fault.FaultCause;
import dev.tinyrig.sim.fault.FaultReport;
import java.util.Optional;

/** Takes exceptions and returns from them (DDI 0403E B1.5). */
public final class ExceptionUnit {
    public static final int NMI = 2;
    public static final int HARD_FAULT = 3;
    public static final int SVCALL = 11;
    public static final int PENDSV = 14;
    public static final int SYSTICK = 15;

    private static final int HFSR_FORCED = 1 << 30;
    private static final int NONBASETHRDENA = 1;

    private final Cpu cpu;
    private final ExceptionFrame frame;

    public final ExceptionState state = new ExceptionState();
    /** VTOR. */
    public int vectorTable;
    /** CCR; STKALIGN is set from reset. */
    public int ccr = 0x200;

    public int cfsr;
    public int hfsr;
    public int bfar;
    private int current;
    private Optional<FaultReport> lastFault = Optional.empty();
    private Optional<Context> faultContext = Optional.empty();
    private ExceptionListener listener = ExceptionListener.NONE;

    ExceptionUnit(Cpu cpu) {
        this.cpu = cpu;
        this.frame = new ExceptionFrame(cpu);
    }

    /** The number in IPSR: 0 in thread mode. */
    public int current() {
        return current;
    }

    public Optional<FaultReport> lastFault() {
        return lastFault;
    }

    /** The registers when {@link #lastFault} happened. */
    public Optional<Context> faultContext() {
        return faultContext;
    }

    /** From now on this one is told. */
    public void tell(ExceptionListener other) {
        listener = other;
    }

    /** Whether one of the handlers of faults is running: HardFault, MemManage, BusFault or UsageFault. */
    public boolean inFaultHandler() {
        return current >= HARD_FAULT && current <= 6;
    }

    /** Starts the program from its vector table. */
    public void reset(int table) {
        vectorTable = table;
        cpu.setMsp(cpu.bus.read32(table));
        cpu.r[Cpu.LR] = 0xffffffff;
        cpu.interwork(cpu.bus.read32(table + 4));
        listener.left();
    }

    /** Makes an exception happen as soon as priorities allow. */
    public void pend(int exception) {
        state.pend(exception);
        cpu.attention();
    }

    /** Something that decides which exception may run has changed. */
    public void reconsider() {
        cpu.attention();
    }

    /** The priority below which nothing may interrupt now. */
    private int executionPriority() {
        int priority = state.activePriority();
        if (cpu.basepri != 0) {
            priority = Math.min(priority, state.groupPriority(cpu.basepri));
        }
        if (cpu.primask) {
            priority = Math.min(priority, 0);
        }
        return cpu.faultmask ? Math.min(priority, -1) : priority;
    }

    /** CCR.DIV_0_TRP. */
    public boolean trapsDivisionByZero() {
        return (ccr & 0x10) != 0;
    }

    /** Whether a pending exception would end WFI: PRIMASK does not matter. */
    public boolean wouldWake() {
        return state.highestPending(ExceptionState.THREAD_PRIORITY) != 0;
    }

    /** Enters the most urgent pending exception, if one may run now. */
    public void takePending() {
        if (state.isQuiet()) {
            return;
        }
        int exception = state.highestPending(executionPriority());
        if (exception != 0) {
            state.unpend(exception);
            enter(exception, cpu.pc);
        }
    }

    /** SVC, whose handler runs at once or escalates. */
    public void callSupervisor() {
        if (state.priority(SVCALL) < executionPriority()) {
            enter(SVCALL, cpu.pc);
        } else {
            escalate(cpu.pc, "SVC at a priority that masks it");
        }
    }

    /** Turns what an instruction did wrong into an exception. */
    public void raise(Fault fault, int pc) {
        FaultCause cause = fault.reason();
        lastFault = Optional.of(new FaultReport(cause, pc, fault.address(), String.valueOf(fault.getMessage())));
        faultContext = Optional.of(Context.of(cpu, pc));
        record(cause, fault.address());
        int exception = cause.exception();
        boolean handled = exception != HARD_FAULT
                && state.isEnabled(exception)
                && state.priority(exception) < executionPriority();
        if (handled) {
            enter(exception, pc);
        } else {
            escalate(pc, String.valueOf(fault.getMessage()));
        }
    }

    private void record(FaultCause cause, int address) {
        if (cause.exception() == HARD_FAULT) {
            hfsr |= cause.statusBit();
            return;
        }
        cfsr |= cause.statusBit();
        if (cause.hasAddress()) {
            bfar = address;
            cfsr |= 1 << 15;
        }
    }

    private void escalate(int returnAddress, String why) {
        if (executionPriority() <= -1) {
            throw new Lockup(why);
        }
        hfsr |= HFSR_FORCED;
        enter(HARD_FAULT, returnAddress);
    }

    private void enter(int exception, int returnAddress) {
        int spBefore = cpu.r[Cpu.SP];
        int exceptionReturn = 0xffffffe1
                | (cpu.fpu.contextActive() ? 0 : 0x10)
                | (current == 0 ? 8 : 0)
                | (cpu.usesProcessStack() ? 4 : 0);
        int taken = pushFrame(returnAddress) ? exception : HARD_FAULT;
        boolean process = cpu.usesProcessStack();
        int interruptedSp = cpu.r[Cpu.SP];
        current = taken;
        if (process) {
            cpu.r[Cpu.SP] = cpu.otherSp;
            cpu.otherSp = interruptedSp;
        }
        state.activate(taken);
        cpu.r[Cpu.LR] = exceptionReturn;
        cpu.itState = 0;
        cpu.exclusive = false;
        cpu.sleeping = false;
        cpu.attention();
        cpu.pc = vector(taken);
        listener.entered(spBefore);
    }

    /** Whether the frame could be written; if not, a HardFault is taken instead of what was to be. */
    private boolean pushFrame(int returnAddress) {
        try {
            frame.push(returnAddress, cpu.xpsr(), (ccr & 0x200) != 0);
            return true;
        } catch (Fault fault) {
            record(FaultCause.STKERR, fault.address());
            if (executionPriority() <= -1) {
                throw lockup("the frame of an exception could not be written", fault);
            }
            hfsr |= HFSR_FORCED;
            return false;
        }
    }

    /** A vector that cannot be read makes a HardFault of the exception; one of HardFault itself is the end. */
    private int vector(int exception) {
        try {
            return cpu.bus.read32(vectorTable + 4 * exception) & ~1;
        } catch (Fault fault) {
            if (exception <= HARD_FAULT) {
                throw lockup("vector " + exception + " could not be read", fault);
            }
            hfsr |= FaultCause.VECTTBL.statusBit();
            lastFault = Optional.of(new FaultReport(
                    FaultCause.VECTTBL,
                    cpu.pc,
                    fault.address(),
                    "vector %d: %s".formatted(exception, fault.getMessage())));
            state.deactivate(exception);
            state.activate(HARD_FAULT);
            current = HARD_FAULT;
            return vector(HARD_FAULT);
        }
    }

    private static Lockup lockup(String what, Fault fault) {
        return new Lockup(String.format("%s: 0x%08x, %s", what, fault.address(), fault.getMessage()));
    }

    /** Exception return (B1.5.8). */
    void leave(int exceptionReturn) {
        boolean toHandler = (exceptionReturn & 0xf) == 1;
        boolean toProcessStack = (exceptionReturn & 0xf) == 0xd;
        boolean known = toHandler || toProcessStack || (exceptionReturn & 0xf) == 9;
        if (!known || (exceptionReturn & 0x0fffffe0) != 0x0fffffe0) {
            throw new Fault(FaultCause.INVPC, cpu.pc, String.format("0x%08x is no exception return", exceptionReturn));
        }
        requireNesting(toHandler);
        if (current != NMI) {
            cpu.faultmask = false;
        }
        state.deactivate(current);
        int mainSp = cpu.r[Cpu.SP];
        int processSp = cpu.otherSp;
        cpu.control = (cpu.control & ~2) | (toProcessStack ? 2 : 0);
        cpu.r[Cpu.SP] = toProcessStack ? processSp : mainSp;
        cpu.otherSp = toProcessStack ? mainSp : processSp;
        int xpsr = popFrame((exceptionReturn & 0x10) == 0);
        current = toHandler ? xpsr & 0x1ff : 0;
        if (toProcessStack) {
            cpu.noteStackSwitch();
        }
        cpu.exclusive = false;
        cpu.attention();
        listener.left();
    }

    /** The integrity checks of B1.5.8: only a nested handler returns to a handler, and only the outermost to a thread. */
    private void requireNesting(boolean toHandler) {
        int active = state.activeCount();
        boolean lastReturnsToHandler = toHandler && active == 1;
        boolean nestedReturnsToThread = !toHandler && active > 1 && (ccr & NONBASETHRDENA) == 0;
        if (lastReturnsToHandler || nestedReturnsToThread || !state.isActive(current)) {
            throw new Fault(
                    FaultCause.INVPC,
                    cpu.pc,
                    "exception %d returns to %s mode while %d are active"
                            .formatted(current, toHandler ? "handler" : "thread", active));
        }
    }

    private int popFrame(boolean floating) {
        try {
            return frame.pop(floating);
        } catch (Fault fault) {
            current = 0;
            throw new Fault(FaultCause.UNSTKERR, fault.address(), String.valueOf(fault.getMessage()));
        }
    }
}
