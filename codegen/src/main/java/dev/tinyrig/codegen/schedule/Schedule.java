package dev.tinyrig.codegen.schedule;

import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.measure.Outcome.Reason;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A network laid out for execution: the kernel per layer, and all activations in one arena.
 *
 * @param options what was asked for
 * @param steps one per layer, in execution order
 * @param streamed blocks whose steps run together, row by row
 * @param placements one per tensor, by id
 * @param arenaBytes the size of the arena
 */
public record Schedule(
        Network network,
        Options options,
        List<Step> steps,
        List<StreamedBlock> streamed,
        List<Placement> placements,
        int arenaBytes) {
    public Schedule {
        steps = List.copyOf(steps);
        streamed = List.copyOf(streamed);
        placements = List.copyOf(placements);
        for (Placement placement : placements) {
            if (placement.offset() < 0 || placement.offset() + placement.bytes() > arenaBytes) {
                throw new IllegalArgumentException("%s does not lie in %d bytes".formatted(placement, arenaBytes));
            }
        }
    }

    /** The block to which a step belongs, if it runs row by row. */
    public Optional<StreamedBlock> blockOf(int step) {
        return streamed.stream().filter(block -> block.contains(step)).findFirst();
    }

    public int offsetOf(int tensor) {
        return placements.get(tensor).offset();
    }

    /** The least arena that any layout of these steps needs: what is live during the fullest step. */
    public int peakLiveBytes() {
        return fullestStep().liveBytes();
    }

    /** Why the arena cannot be had in so many bytes; empty where it can. */
    public Optional<Outcome.Rejected> refusalBeyond(long limitBytes) {
        if (arenaBytes <= limitBytes) {
            return Optional.empty();
        }
        String detail = "arena of %d bytes is above the limit of %d; the fullest layer is %s with %d bytes live"
                .formatted(arenaBytes, limitBytes, fullestStep().layer().name(), peakLiveBytes());
        return Optional.of(new Outcome.Rejected(Reason.TOO_BIG, detail));
    }

    private Step fullestStep() {
        return steps.stream().max(Comparator.comparingInt(Step::liveBytes)).orElseThrow();
    }
}
