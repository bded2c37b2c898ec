/** Chooses between search spaces by the networks of theirs that fit; start at {@link dev.tinyrig.nas.rank.SpaceRanking}. */
@NullMarked
package dev.tinyrig.nas.rank;

import org.jspecify.annotations.NullMarked;
