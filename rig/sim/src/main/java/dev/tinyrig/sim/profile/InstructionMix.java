package dev.tinyrig.sim.profile;

import dev.tinyrig.sim.isa.Insn;
import dev.tinyrig.sim.isa.Kind;
import java.util.EnumMap;
import java.util.Map;

/** How many instructions of each kind were executed, and their cycles. */
final class InstructionMix {
    private final Map<Kind, long[]> counts = new EnumMap<>(Kind.class);

    void add(Insn insn, int cycles) {
        long[] pair = counts.computeIfAbsent(insn.traits().kind, fresh -> new long[2]);
        pair[0]++;
        pair[1] += cycles;
    }

    Map<Kind, Profile.Share> shares() {
        Map<Kind, Profile.Share> shares = new EnumMap<>(Kind.class);
        counts.forEach((kind, pair) -> shares.put(kind, new Profile.Share(pair[0], pair[1])));
        return shares;
    }
}
