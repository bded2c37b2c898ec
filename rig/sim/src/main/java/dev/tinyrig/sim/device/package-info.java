/** The devices that bare-metal firmware talks to; start at {@link dev.tinyrig.sim.device.Usart}. */
@NullMarked
package dev.tinyrig.sim.device;

import org.jspecify.annotations.NullMarked;
