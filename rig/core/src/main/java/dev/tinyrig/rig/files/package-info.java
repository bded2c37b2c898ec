/** Files and folders that several processes share or leave behind; start at {@link dev.tinyrig.rig.files.LockedFile}. */
@NullMarked
package dev.tinyrig.rig.files;

import org.jspecify.annotations.NullMarked;
