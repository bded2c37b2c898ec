/** Trains the weight-sharing super-network; start at {@link dev.tinyrig.nas.train.TrainedSpace}. */
@NullMarked
package dev.tinyrig.nas.train;

import org.jspecify.annotations.NullMarked;
