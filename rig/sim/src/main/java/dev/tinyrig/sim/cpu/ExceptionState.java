package dev.tinyrig.sim.cpu;

import java.util.BitSet;

/** Which exceptions are enabled, pending and active, and how urgent each is; the registers of the NVIC show it. */
public final class ExceptionState {
    /** Exceptions 1 to 15 of the processor and 240 interrupts. */
    public static final int COUNT = 256;

    static final int THREAD_PRIORITY = 256;

    private final BitSet enabled = new BitSet(COUNT);
    private final BitSet pending = new BitSet(COUNT);
    private final BitSet active = new BitSet(COUNT);
    private final int[] priorities = new int[COUNT];
    /** AIRCR.PRIGROUP. */
    private int priorityGroup;

    ExceptionState() {
        enabled.set(1, 4);
        enabled.set(ExceptionUnit.SVCALL, 16);
        priorities[1] = -3;
        priorities[ExceptionUnit.NMI] = -2;
        priorities[ExceptionUnit.HARD_FAULT] = -1;
    }

    public boolean isEnabled(int exception) {
        return enabled.get(exception);
    }

    public void enable(int exception, boolean on) {
        enabled.set(exception, on);
    }

    public boolean isPending(int exception) {
        return pending.get(exception);
    }

    /** Whether nothing is pending. */
    boolean isQuiet() {
        return pending.isEmpty();
    }

    void pend(int exception) {
        pending.set(exception);
    }

    public void unpend(int exception) {
        pending.clear(exception);
    }

    public boolean isActive(int exception) {
        return active.get(exception);
    }

    int activeCount() {
        return active.cardinality();
    }

    void activate(int exception) {
        active.set(exception);
    }

    void deactivate(int exception) {
        active.clear(exception);
    }

    public int priority(int exception) {
        return priorities[exception];
    }

    /** STM32 implements the upper 4 bits. */
    public void setPriority(int exception, int priority) {
        priorities[exception] = priority & 0xf0;
    }

    public int priorityGroup() {
        return priorityGroup;
    }

    public void setPriorityGroup(int group) {
        priorityGroup = group & 7;
    }

    /** The part of a priority that decides about preemption. */
    int groupPriority(int priority) {
        return priority < 0 ? priority : priority & -(2 << priorityGroup);
    }

    int activePriority() {
        int priority = THREAD_PRIORITY;
        for (int one = active.nextSetBit(0); one >= 0; one = active.nextSetBit(one + 1)) {
            priority = Math.min(priority, groupPriority(priorities[one]));
        }
        return priority;
    }

    /** The most urgent pending enabled exception that is more urgent than the given priority, or 0. */
    int highestPending(int than) {
        int best = 0;
        for (int one = pending.nextSetBit(0); one >= 0; one = pending.nextSetBit(one + 1)) {
            boolean urgent = enabled.get(one) && groupPriority(priorities[one]) < than;
            if (urgent && (best == 0 || priorities[one] < priorities[best])) {
                best = one;
            }
        }
        return best;
    }
}
