/** Networks of other tools: compiled, read on the device, compared with the reference; start at {@link dev.tinyrig.nas.model.ModelFile}. */
@NullMarked
package dev.tinyrig.nas.model;

import org.jspecify.annotations.NullMarked;
