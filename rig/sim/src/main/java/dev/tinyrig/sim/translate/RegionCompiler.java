package dev.tinyrig.sim.translate;

import dev.tinyrig.sim.translate.Bytecode.Label;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a class of a region: {@link RegionFinder} finds its blocks, {@link FlagLiveness} which flags are needed behind
 * them, {@link Emissions} has the bytecode of each instruction and {@link ClassFile} writes the class.
 */
public final class RegionCompiler {
    /** HotSpot compiles no method of 8000 bytes or more. */
    private static final int MAX_BYTES = 7990;

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final String RUN = "(L" + Guest.CPU + ";I)I";

    private final Region region;
    private final Surroundings surroundings;
    private final String self;
    private final ClassFile file;
    private final Bytecode code;
    private final Guest guest;
    private final Flags flags;
    private final FlagLiveness liveness;
    private final Places places = new Places();
    private final BranchEmissions branches;
    private final Map<Integer, Label> labels = new HashMap<>();

    private RegionCompiler(Region region, Surroundings surroundings) {
        this.region = region;
        this.surroundings = surroundings;
        this.self = Guest.TRANSLATION + String.format("At%08x", region.entry());
        this.file = new ClassFile(self, Guest.TRANSLATION);
        this.code = file.body();
        this.guest = new Guest(
                code, surroundings, mentioned(region), surroundings.model().isPresent());
        this.flags = new Flags(guest);
        this.liveness = new FlagLiveness(region);
        this.branches = new BranchEmissions(guest, flags, places);
        region.blocks().keySet().forEach(start -> labels.put(start, code.label()));
    }

    /** Translates what can be reached from an address; smaller regions are tried until one fits. */
    public static Translation translate(int entry, Code code, Surroundings surroundings) {
        int most = RegionFinder.MAX_INSTRUCTIONS;
        while (true) {
            RegionCompiler compiler = new RegionCompiler(RegionFinder.from(entry, code, most), surroundings);
            compiler.emit();
            if (compiler.code.size() <= MAX_BYTES || most == 1) {
                return compiler.define();
            }
            most /= 2;
        }
    }

    private static int mentioned(Region region) {
        return region.instructions().stream().mapToInt(Emissions::mentioned).reduce(0, (one, other) -> one | other);
    }

    private void emit() {
        guest.enter();
        code.jump(Op.GOTO, places.of(region.entry()));
        int number = 0;
        for (Block block : region.blocks().values()) {
            emit(block, number++);
        }
        guest.finish();
    }

    /** Where addresses are in the class. */
    final class Places {
        /** The block or the exit for an address. */
        Label of(int address) {
            Label block = labels.get(address);
            return block != null ? block : guest.exit(new Exit(address, 0, 0, Exit.Why.ONWARD));
        }

        boolean isInside(int address) {
            return labels.containsKey(address);
        }
    }

    private void emit(Block block, int number) {
        List<Step> steps = block.steps();
        code.place(places.of(block.start()));
        code.iinc(Guest.LEFT, -steps.size()).iload(Guest.LEFT);
        code.jump(Op.IFLT, guest.exit(new Exit(block.start(), steps.size(), 0, Exit.Why.LIMIT)));
        guest.startBlock(number, steps.size());
        flags.startBlock();
        for (int index = 0; index < steps.size(); index++) {
            guest.at(steps.get(index), steps.size() - index);
            flags.eager(Flags.setsAll(steps.get(index).insn()) && liveness.isEager(block, index));
            emit(steps.get(index), block);
        }
    }

    private void emit(Step step, Block block) {
        boolean isLast = guest.isLast();
        if (Flow.of(step.insn()) != Flow.NEXT) {
            branches.emit(step, block);
            return;
        }
        if (step.isConditional()) {
            Label skipped = code.label();
            flags.unless(step.condition(), skipped);
            guest.noteExecuted();
            flags.conditionally(Flags.setsSome(step.insn()), () -> Emissions.emit(guest, flags, step.insn()));
            code.place(skipped);
            guest.endConditional();
        } else {
            Emissions.emit(guest, flags, step.insn());
        }
        if (isLast) {
            branches.goOn(block);
        }
    }

    private Translation define() {
        byte[] bytes = file.toBytes("run", RUN, code, Guest.localTypes(self));
        try {
            Translation made = (Translation) LOOKUP.defineHiddenClass(bytes, true)
                    .lookupClass()
                    .getDeclaredConstructor()
                    .newInstance();
            made.prepare(surroundings, guest.instructions(), guest.exits(), region);
            return made;
        } catch (IllegalAccessException
                | InstantiationException
                | NoSuchMethodException
                | InvocationTargetException impossible) {
            throw new IllegalStateException("a translated region cannot be loaded", impossible);
        }
    }
}
