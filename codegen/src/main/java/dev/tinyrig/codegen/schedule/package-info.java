/** Which kernel runs each layer and where every tensor lies in one arena; start at {@link dev.tinyrig.codegen.schedule.Scheduler}. */
@NullMarked
package dev.tinyrig.codegen.schedule;

import org.jspecify.annotations.NullMarked;
