package dev.tinyrig.sim.timing;

import dev.tinyrig.sim.isa.Kind;
import dev.tinyrig.sim.isa.Traits;
import dev.tinyrig.sim.timing.M7Timing.Surprises;
import dev.tinyrig.sim.timing.Paths.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The cycles of a block on a Cortex-M7. Caches and predictor are asked every time; what the pipeline makes of their
 * answers, of the banks of addresses and of the state before is worked out once by the rules of {@link M7Timing}.
 */
final class M7Block implements BlockTimes {
    private static final int[] NONE = {};
    /** Marks in a stall who waits for it: an instruction to be fetched, or a prediction that was wrong. */
    private static final int FETCH = 1 << 30;

    private static final int WRONG = 1 << 29;
    private static final int UNALIGNED = 1 << 28;
    private static final int STEP_SHIFT = 16;

    private final M7Timing model;
    private final M7Memory memory;
    private final BranchPredictor predictor;
    private final BlockShape shape;
    private final BlockTimes oneByOne;
    private final Paths paths = new Paths();
    private final Traits[] access;
    /** For each load or store, the bits of its address that decide whether it is aligned. */
    private final int[] alignment;
    /** The steps whose instruction is not wholly in the line of the one before. */
    private final int[] fetching;

    private final boolean predicts;
    private final int[] found;
    private int count;

    M7Block(M7Timing model, M7Memory memory, BranchPredictor predictor, BlockShape shape, BlockTimes oneByOne) {
        this.model = model;
        this.memory = memory;
        this.predictor = predictor;
        this.shape = shape;
        this.oneByOne = oneByOne;
        this.access = Arrays.stream(shape.accesses)
                .mapToObj(step -> shape.traits[step])
                .toArray(Traits[]::new);
        this.alignment = Arrays.stream(access).mapToInt(M7Block::alignmentBits).toArray();
        this.fetching = IntStream.range(0, shape.size())
                .filter(this::comesToAnotherLine)
                .toArray();
        this.predicts = shape.traits[shape.size() - 1].kind == Kind.CONDITIONAL_BRANCH;
        this.found = new int[2 * shape.size() + access.length + 1];
    }

    private static int alignmentBits(Traits traits) {
        if (traits.kind.isSingleLoad()) {
            return traits.bytes - 1;
        }
        return traits.kind.isBlock() && traits.kind.writes() ? 7 : 0;
    }

    private boolean comesToAnotherLine(int step) {
        int address = shape.insns[step].address;
        int last = L1Cache.lineOf(address + shape.bytes(step) - 1);
        return step == 0 || last != L1Cache.lineOf(address - 1);
    }

    @Override
    public int cycles(int outcomes, int[] addresses, int next) {
        int from = model.state();
        count = 0;
        long banks = look(outcomes, addresses, next);
        int[] surprises = count == 0 ? NONE : Arrays.copyOf(found, count);
        long way = (long) next << 32 | (outcomes & 0xffffffffL);
        Path path = paths.find(from, way, banks, surprises);
        if (path == null) {
            path = paths.add(follow(from, way, banks, surprises, addresses));
        }
        model.go(path.to, path.cycles);
        return path.cycles;
    }

    /** Finds all surprises and gives the banks of all accesses. */
    private long look(int outcomes, int[] addresses, int next) {
        for (int step : fetching) {
            note(FETCH, step, memory.fetch(shape.insns[step].address, shape.bytes(step)));
        }
        long banks = 0;
        for (int number = 0; number < access.length; number++) {
            int step = shape.accesses[number];
            if (shape.isExecuted(step, outcomes)) {
                int address = addresses[number];
                banks |= (long) (address >>> 2 & 1) << number;
                note(UNALIGNED, step, address & alignment[number]);
                note(0, step, model.stall(access[number], address));
            }
        }
        int last = shape.size() - 1;
        if (predicts && shape.isExecuted(last, outcomes)) {
            boolean taken = next != shape.insns[last].next;
            note(WRONG, last, predictor.foresees(shape.insns[last].address, taken) ? 0 : 1);
        }
        return banks;
    }

    private void note(int what, int step, int value) {
        if (value != 0) {
            found[count++] = what | step << STEP_SHIFT | value;
        }
    }

    /** Lets the rules run over the block with what was found. */
    private Path follow(int from, long way, long banks, int[] surprises, int[] addresses) {
        model.settle();
        int cycles = 0;
        for (int step = 0; step < shape.size(); step++) {
            int fetchStall = surprise(FETCH, step, surprises);
            int dataStall = surprise(0, step, surprises);
            boolean wrong = surprise(WRONG, step, surprises) != 0;
            Surprises all = new Surprises(fetchStall, dataStall, wrong);
            int next = shape.next(step, (int) (way >>> 32));
            cycles += shape.isExecuted(step, (int) way)
                    ? model.issue(shape.insns[step], shape.address(step, addresses), next, all)
                    : model.pass(shape.insns[step], fetchStall);
        }
        return new Path(from, way, banks, surprises, cycles, model.state(), NONE);
    }

    private static int surprise(int what, int step, int[] surprises) {
        for (int one : surprises) {
            if (one >>> STEP_SHIFT == (what | step << STEP_SHIFT) >>> STEP_SHIFT) {
                return one & (1 << STEP_SHIFT) - 1;
            }
        }
        return 0;
    }

    @Override
    public int cyclesOfFirst(int steps, int outcomes, int[] addresses) {
        return oneByOne.cyclesOfFirst(steps, outcomes, addresses);
    }
}
