package dev.tinyrig.sim.timing;

import dev.tinyrig.sim.isa.Kind;
import dev.tinyrig.sim.isa.Traits;
import dev.tinyrig.sim.timing.Paths.Path;

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
    /** The steps that ask flash for instructions or may read it, in their order. */
    private final int[] events;
    /** For each of them, whether it fetches. */
    private final boolean[] fetches;

    M4Block(M4Timing model, FlashReads flash, BlockShape shape, BlockTimes oneByOne) {
        this.model = model;
        this.flash = flash;
        this.shape = shape;
        this.oneByOne = oneByOne;
        this.alignment = java.util.Arrays.stream(shape.accesses)
                .map(step -> alignmentBits(shape.traits[step]))
                .toArray();
        int[] fetching = shape.fetching(flash.wordShift());
        this.events = java.util.stream.IntStream.range(0, shape.size())
                .filter(step -> contains(fetching, step) || shape.traits[step].kind.reads())
                .toArray();
        this.fetches = new boolean[events.length];
        for (int event = 0; event < events.length; event++) {
            fetches[event] = contains(fetching, events[event]);
        }
    }

    private static boolean contains(int[] sorted, int wanted) {
        return java.util.Arrays.binarySearch(sorted, wanted) >= 0;
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
        int stalls = stalls(path, outcomes, addresses);
        model.go(path.to, path.cycles + stalls);
        return path.cycles + stalls;
    }

    private long pattern(int outcomes, int[] addresses) {
        long pattern = 0;
        for (int access = 0; access < alignment.length; access++) {
            int bits = addresses[access] & alignment[access];
            if (bits != 0 && shape.isExecuted(shape.accesses[access], outcomes)) {
                pattern |= (long) bits << (2 * access);
            }
        }
        return pattern;
    }

    /** Lets the rules run over the block without flash. */
    private Path follow(int from, long way, long pattern, int[] addresses, int next) {
        model.settle();
        int[] before = new int[events.length];
        int cycles = 0;
        int event = 0;
        for (int step = 0; step < shape.size(); step++) {
            if (event < events.length && events[event] == step) {
                before[event++] = cycles;
            }
            cycles += shape.isExecuted(step, (int) way)
                    ? model.issue(shape.insns[step], shape.address(step, addresses), shape.next(step, next))
                    : model.pass(shape.insns[step]);
        }
        return new Path(from, way, pattern, NO_STALLS, cycles, model.state(), before);
    }

    private int stalls(Path path, int outcomes, int[] addresses) {
        long start = model.now();
        int stalls = 0;
        for (int event = 0; event < events.length; event++) {
            int step = events[event];
            if (fetches[event]) {
                long now = start + path.before[event] + stalls;
                stalls += flash.fetch(shape.insns[step].address, shape.bytes(step), now);
            }
            Kind kind = shape.traits[step].kind;
            if (kind.reads() && shape.isExecuted(step, outcomes)) {
                stalls += model.dataStall(shape.traits[step], shape.address(step, addresses));
            }
        }
        return stalls;
    }

    @Override
    public int cyclesOfFirst(int steps, int outcomes, int[] addresses) {
        return oneByOne.cyclesOfFirst(steps, outcomes, addresses);
    }
}
