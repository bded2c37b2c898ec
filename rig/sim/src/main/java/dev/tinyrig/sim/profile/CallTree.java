package dev.tinyrig.sim.profile;

import dev.tinyrig.sim.cpu.Cpu;
import dev.tinyrig.sim.isa.Insn;
import dev.tinyrig.sim.isa.Kind;
import dev.tinyrig.sim.isa.Traits;
import dev.tinyrig.sim.timing.CycleCauses;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Counts cycles by chain of callers. It follows BL and BLX down, jumps to return addresses up, jumps to the start of
 * another function down as well, and exceptions to stacks of their own; what an exception returns to is known by its stack
 * pointer, so threads of an operating system keep theirs.
 */
public final class CallTree implements Watcher {
    private final Cpu cpu;
    private final CycleCauses causes;
    private final IntPredicate isFunction;
    private final CallNode root = CallNode.root();
    private final InstructionMix mix = new InstructionMix();
    /** By the stack pointer at which they were interrupted. */
    private final Map<Integer, CallStack> interrupted = new HashMap<>();

    private final List<Runnable> switches = new ArrayList<>();
    private CallStack stack;
    private CallStack lastInterrupted;
    private CallNode node;

    /**
     * Counts from now on, for a machine that stands at its first instruction.
     *
     * @param isFunction whether a function is known to start at an address
     */
    public CallTree(Cpu cpu, CycleCauses causes, IntPredicate isFunction) {
        this.cpu = cpu;
        this.causes = causes;
        this.isFunction = isFunction;
        this.stack = new CallStack(root, cpu.pc);
        this.lastInterrupted = stack;
        this.node = stack.top();
        causes.alsoCountIn(node.spent);
    }

    @Override
    public void executed(Insn insn, int cycles) {
        node.instructions++;
        mix.add(insn, cycles);
        if (!switches.isEmpty()) {
            settled();
        } else if (cpu.pc != insn.next) {
            jumped(insn);
        }
    }

    @Override
    public void skipped(Insn insn, int cycles) {
        node.instructions++;
        mix.add(insn, cycles);
    }

    private void jumped(Insn insn) {
        Traits traits = insn.traits();
        boolean isCall = traits.kind == Kind.BRANCH && (traits.written & 1L << Cpu.LR) != 0;
        int target = cpu.pc;
        if (isCall) {
            stack.call(target, insn.next, cpu.r[Cpu.SP], cpu.r[0]);
        } else if (!stack.returnTo(target, cpu.r[Cpu.SP]) && target != node.function && isFunction.test(target)) {
            stack.jump(target, insn.next, cpu.r[0]);
        }
        countIn(stack.top());
    }

    private void countIn(CallNode other) {
        node = other;
        causes.alsoCountIn(other.spent);
    }

    @Override
    public void entered(int interruptedSp) {
        int handler = cpu.pc;
        switches.add(() -> {
            interrupted.put(interruptedSp, stack);
            lastInterrupted = stack;
            stack = new CallStack(root, handler);
        });
    }

    @Override
    public void left() {
        int sp = cpu.r[Cpu.SP];
        int start = cpu.pc;
        switches.add(() -> {
            CallStack known = interrupted.remove(sp);
            stack = known != null ? known : new CallStack(root, start);
        });
    }

    @Override
    public void settled() {
        if (!switches.isEmpty()) {
            switches.forEach(Runnable::run);
            switches.clear();
            countIn(stack.top());
        }
    }

    /** The return addresses of the calls that have not returned, the innermost first. */
    public List<Integer> callers() {
        return stack.returnAddresses();
    }

    /** The same of what the handler that runs has interrupted. */
    public List<Integer> interruptedCallers() {
        settled();
        return lastInterrupted.returnAddresses();
    }

    /** What was counted so far. */
    public Profile profile() {
        return new Profile(root.copyOfCallees(), mix.shares());
    }
}
