/** What a user's tests look like, one after another; begin with Sample01. */
@NullMarked
package dev.tinyrig.rig.junit.samples;

import org.jspecify.annotations.NullMarked;
