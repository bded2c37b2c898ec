/** Tests of compiling and verifying models of other tools. */
@NullMarked
package dev.tinyrig.nas.model;

import org.jspecify.annotations.NullMarked;
