package dev.tinyrig.nas.live;

import java.nio.file.Path;
import java.util.function.IntSupplier;

/**
 * The run that a page shows.
 *
 * @param folder with its log
 * @param progress through which it tells what it does
 */
public record LiveRun(Path folder, WatchedProgress progress, int benches, IntSupplier busyBenches) {}
