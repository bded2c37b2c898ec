@NullMarked
package dev.tinyrig.nas.space;

import org.jspecify.annotations.NullMarked;
