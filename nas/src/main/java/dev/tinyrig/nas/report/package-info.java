/** What people read of a run, made from its log alone; start at {@link dev.tinyrig.nas.report.Report}. */
@NullMarked
package dev.tinyrig.nas.report;

import org.jspecify.annotations.NullMarked;
