package dev.tinyrig.sim.timing;

import dev.tinyrig.sim.isa.Traits;
import dev.tinyrig.sim.timing.Paths.Path;
import java.util.Arrays;

/**
 * The cycles of a block on a Cortex-M4. What the pipeline adds is worked out once for each way through the block by the
 * rules of {@link M4Timing}; flash only adds to that, and is asked every time.
 */
final class M4Block implements BlockTimes {
    private static final int[] NO_STALLS = {};

    private final M4Timing model;
    private final FlashReads flash;
    private final BlockShape shape;
    private final BlockTimes oneByOne;
    private final Paths paths = new Paths();
    /** For each load or store, the bits of its address that decide whether it is aligned. */
    private final int[] alignment;

    private final FlashEvents events;

    M4Block(M4Timing model, FlashReads flash, BlockShape shape, BlockTimes oneByOne) {
        this.model = model;
        this.flash = flash;
        this.shape = shape;
        this.oneByOne = oneByOne;
        this.alignment = Arrays.stream(shape.accesses)
                .map(step -> alignmentBits(shape.traits[step]))
                .toArray();
        this.events = new FlashEvents(shape, flash);
    }

    private static int alignmentBits(Traits traits) {
        return traits.kind.isSingleLoad() ? traits.bytes - 1 : 0;
    }

    @Override
    public int cycles(int outcomes, int[] addresses, int next) {
        int from = model.state();
        long pattern = pattern(outcomes, addresses);
        long way = (long) next << 32 | (outcomes & 0xffffffffL);
        Path path = paths.find(from, way, pattern, NO_STALLS);
        if (path == null) {
            path = paths.add(follow(from, way, pattern, addresses, next));
        }
        int cycles = path.cycles + stalls(path, outcomes, addresses);
        model.go(path.to, cycles);
        return cycles;
    }

    private long pattern(int outcomes, int[] addresses) {
        int[] masks = alignment;
        int unaligned = 0;
        for (int access = 0; access < masks.length; access++) {
            unaligned |= addresses[access] & masks[access];
        }
        return unaligned == 0 ? 0 : unalignedPattern(outcomes, addresses);
    }

    private long unalignedPattern(int outcomes, int[] addresses) {
        long pattern = 0;
        for (int access = 0; access < alignment.length; access++) {
            if (shape.isExecuted(shape.accesses[access], outcomes)) {
                pattern |= (long) (addresses[access] & alignment[access]) << (2 * access);
            }
        }
        return pattern;
    }

    /** Lets the rules run over the block without flash. */
    private Path follow(int from, long way, long pattern, int[] addresses, int next) {
        model.settle();
        int[] before = new int[shape.size()];
        int cycles = 0;
        for (int step = 0; step < shape.size(); step++) {
            before[step] = cycles;
            cycles += shape.isExecuted(step, (int) way)
                    ? model.issue(shape.insns[step], shape.address(step, addresses), shape.next(step, next))
                    : model.pass(shape.insns[step]);
        }
        return new Path(from, way, pattern, NO_STALLS, cycles, model.state(), events.at(before));
    }

    private int stalls(Path path, int outcomes, int[] addresses) {
        if (flash.isResident(this)) {
            return readStalls(0, events.reads.length, outcomes, addresses);
        }
        int misses = flash.misses();
        int stalls = stallsOfAll(path, outcomes, addresses);
        if (misses == flash.misses()) {
            flash.setResident(this);
        }
        return stalls;
    }

    private int stallsOfAll(Path path, int outcomes, int[] addresses) {
        int[] words = events.words;
        int[] readsBefore = events.readsBefore;
        int[] before = path.before;
        long start = model.now();
        int stalls = 0;
        int read = 0;
        for (int event = 0; event < words.length; event++) {
            stalls += readStalls(read, readsBefore[event], outcomes, addresses);
            read = readsBefore[event];
            long now = start + before[event] + stalls;
            stalls += event == 0 ? flash.fetchNext(words[0], now) : flash.fetchWord(words[event], now);
        }
        return stalls + readStalls(read, events.reads.length, outcomes, addresses);
    }

    /** Of some of the loads. */
    private int readStalls(int from, int to, int outcomes, int[] addresses) {
        int[] reads = events.reads;
        int stalls = 0;
        for (int read = from; read < to; read++) {
            int address = addresses[reads[read]];
            if (flash.holds(address)) {
                stalls += readStall(events.readSteps[read], address, outcomes);
            }
        }
        return stalls;
    }

    private int readStall(int step, int address, int outcomes) {
        return shape.isExecuted(step, outcomes) ? model.dataStall(shape.traits[step], address) : 0;
    }

    @Override
    public int cyclesOfFirst(int steps, int outcomes, int[] addresses) {
        return oneByOne.cyclesOfFirst(steps, outcomes, addresses);
    }
}
