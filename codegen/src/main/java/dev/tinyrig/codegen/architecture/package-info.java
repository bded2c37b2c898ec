/** Published network descriptions without weights; start at {@link dev.tinyrig.codegen.architecture.PublishedArchitecture}. */
@NullMarked
package dev.tinyrig.codegen.architecture;

import org.jspecify.annotations.NullMarked;
