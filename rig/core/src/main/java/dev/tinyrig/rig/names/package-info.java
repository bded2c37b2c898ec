/** What users call things; start at {@link dev.tinyrig.rig.names.Choices}. */
@NullMarked
package dev.tinyrig.rig.names;

import org.jspecify.annotations.NullMarked;
