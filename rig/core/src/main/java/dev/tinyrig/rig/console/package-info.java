/** The line protocol between host and device, MLPerf Tiny's and our extension; start at {@link dev.tinyrig.rig.console.Dut}. */
@NullMarked
package dev.tinyrig.rig.console;

import org.jspecify.annotations.NullMarked;
