/** What was asked of a firmware and what came of it; start at {@link dev.tinyrig.rig.measure.Outcome}. */
@NullMarked
package dev.tinyrig.rig.measure;

import org.jspecify.annotations.NullMarked;
