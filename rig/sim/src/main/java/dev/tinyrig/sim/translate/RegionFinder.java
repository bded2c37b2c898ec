package dev.tinyrig.sim.translate;

import dev.tinyrig.sim.isa.Insn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the blocks that can be reached from an address by known branches. A region stays so small that its translation is
 * under the 8000 bytes beyond which HotSpot compiles no method.
 */
final class RegionFinder {
    static final int MAX_INSTRUCTIONS = 160;
    /** Their outcomes must fit into an int, with one IT block more. */
    private static final int MAX_CONDITIONALS = 28;
    /** Cycle models remember the ways through blocks by so many loads and stores at most, with one IT block more. */
    private static final int MAX_ACCESSES = 27;

    private final Code code;
    private final int most;
    private final Set<Integer> starts = new LinkedHashSet<>();
    private final Set<Integer> seen = new HashSet<>();
    private final Deque<Integer> waiting = new ArrayDeque<>();

    private RegionFinder(Code code, int most) {
        this.code = code;
        this.most = most;
    }

    /** A region of about so many instructions at most. */
    static Region from(int entry, Code code, int most) {
        RegionFinder finder = new RegionFinder(code, most);
        finder.explore(entry);
        Map<Integer, Block> blocks = new LinkedHashMap<>();
        for (int start : finder.starts) {
            blocks.put(start, finder.blockAt(start));
        }
        return new Region(blocks, entry);
    }

    private void explore(int entry) {
        waiting.add(entry);
        while (!waiting.isEmpty()) {
            int start = waiting.remove();
            boolean isNew = starts.size() == 0 || (seen.size() < most && code.holds(start));
            if (isNew && starts.add(start)) {
                Block block = scanned(start, false);
                Flow.targets(block).forEach(waiting::add);
            }
        }
    }

    private Block blockAt(int start) {
        return scanned(start, true);
    }

    /** Follows the code to the next branch, to what cannot be translated, or to where another block starts. */
    private Block scanned(int start, boolean partitions) {
        List<Step> steps = new ArrayList<>();
        int address = start;
        int itState = 0;
        int conditionals = 0;
        int accesses = 0;
        while (code.holds(address) && steps.size() < most) {
            boolean meets = partitions && !steps.isEmpty() && starts.contains(address);
            boolean isFull = !partitions && seen.size() >= most && !seen.contains(address);
            if (itState == 0 && (meets || isFull)) {
                break;
            }
            Insn insn = itState == 0 ? code.plainAt(address) : code.inIt(address);
            Step step = new Step(insn, itState);
            seen.add(address);
            steps.add(step);
            address = insn.next;
            itState = step.itStateBehind();
            conditionals += step.isConditional() ? 1 : 0;
            accesses += insn.traits().kind.isMemory() ? 1 : 0;
            boolean isLong = itState == 0 && (conditionals > MAX_CONDITIONALS || accesses > MAX_ACCESSES);
            if (Flow.of(insn) != Flow.NEXT || isLong) {
                break;
            }
        }
        return new Block(start, steps, address);
    }
}
