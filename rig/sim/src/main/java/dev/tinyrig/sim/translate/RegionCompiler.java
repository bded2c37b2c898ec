package dev.tinyrig.sim.translate;

import dev.tinyrig.sim.isa.Insn;
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
    private final Memories memories;
    private final String self;
    private final ClassFile file;
    private final Bytecode code;
    private final Guest guest;
    private final Flags flags;
    private final FlagLiveness liveness;
    private final Map<Integer, Label> labels = new HashMap<>();

    private RegionCompiler(Region region, Memories memories) {
        this.region = region;
        this.memories = memories;
        this.self = Guest.TRANSLATION + String.format("At%08x", region.entry());
        this.file = new ClassFile(self, Guest.TRANSLATION);
        this.code = file.body();
        this.guest = new Guest(
                code, memories, mentioned(region), region.block(region.entry()).last());
        this.flags = new Flags(guest);
        this.liveness = new FlagLiveness(region);
        region.blocks().keySet().forEach(start -> labels.put(start, code.label()));
    }

    /** Translates what can be reached from an address; smaller regions are tried until one fits. */
    public static Translation translate(int entry, Code code, Memories memories) {
        int most = RegionFinder.MAX_INSTRUCTIONS;
        while (true) {
            RegionCompiler compiler = new RegionCompiler(RegionFinder.from(entry, code, most), memories);
            compiler.emit();
            if (compiler.code.size() <= MAX_BYTES || most == 1) {
                return compiler.define();
            }
            most /= 2;
        }
    }

    private static int mentioned(Region region) {
        return instructions(region).stream().mapToInt(Emissions::mentioned).reduce(0, (one, other) -> one | other);
    }

    private static List<Insn> instructions(Region region) {
        return region.blocks().values().stream()
                .flatMap(block -> block.steps().stream())
                .map(Step::insn)
                .toList();
    }

    private void emit() {
        guest.enter();
        code.jump(Op.GOTO, placeOf(region.entry()));
        region.blocks().values().forEach(this::emit);
        guest.finish();
    }

    private Label placeOf(int address) {
        Label block = labels.get(address);
        return block != null ? block : guest.exit(new Exit(address, 0, 0, Exit.Why.ONWARD));
    }

    private void emit(Block block) {
        List<Step> steps = block.steps();
        code.place(placeOf(block.start()));
        code.iinc(Guest.LEFT, -steps.size()).iload(Guest.LEFT);
        code.jump(Op.IFLT, guest.exit(new Exit(block.start(), steps.size(), 0, Exit.Why.LIMIT)));
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
            new BranchEmissions(guest, flags, this::placeOf).emit(step, behind(block));
            return;
        }
        if (step.isConditional()) {
            Label skipped = code.label();
            flags.unless(step.condition(), skipped);
            flags.conditionally(Flags.setsSome(step.insn()), () -> Emissions.emit(guest, flags, step.insn()));
            code.place(skipped);
        } else {
            Emissions.emit(guest, flags, step.insn());
        }
        if (isLast) {
            code.jump(Op.GOTO, behind(block));
        }
    }

    /** Where a block goes on when it does not branch; an IT block that is cut is left. */
    private Label behind(Block block) {
        int itState = block.last().itStateBehind();
        return itState == 0 ? placeOf(block.end()) : guest.exit(new Exit(block.end(), 0, itState, Exit.Why.ONWARD));
    }

    private Translation define() {
        byte[] bytes = file.toBytes("run", RUN, code, Guest.localTypes(self));
        try {
            Translation made = (Translation) LOOKUP.defineHiddenClass(bytes, true)
                    .lookupClass()
                    .getDeclaredConstructor()
                    .newInstance();
            made.prepare(memories, guest.instructions(), guest.exits(), instructions(region));
            return made;
        } catch (IllegalAccessException
                | InstantiationException
                | NoSuchMethodException
                | InvocationTargetException impossible) {
            throw new IllegalStateException("a translated region cannot be loaded", impossible);
        }
    }
}
