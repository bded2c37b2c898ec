package dev.tinyrig.rig.bench.board;

import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.measure.Workload;

/** A firmware that works on every sound board, with a workload whose outputs are known. */
public record Golden(Firmware firmware, Workload workload) {}
