package dev.tinyrig.rig.target;

/**
 * The GNU ld script of one image: vectors, build id, code and constants in flash; stack, static data, arena and the
 * rig's staging buffer in SRAM, in this order, so that a stack overflow leaves the SRAM and faults.
 */
public final class LinkerScript {
    public static final String FILE_NAME = "target.ld";

    private LinkerScript() {}

    /**
     * The whole text of the script, with data in the main RAM and kernels in flash.
     *
     * @param stackBytes what the stack may take, a multiple of 8
     * @param stagingBytes where the harness keeps the input it was sent: the input tensor's size
     */
    public static String of(Target target, long stackBytes, long stagingBytes) {
        return of(target, Placement.plain(target), stackBytes, stagingBytes);
    }

    /**
     * The whole text of the script.
     *
     * @param stackBytes what the stack may take, a multiple of 8
     * @param stagingBytes where the harness keeps the input it was sent: the input tensor's size
     */
    public static String of(Target target, Placement placement, long stackBytes, long stagingBytes) {
        if (stackBytes < 512 || stackBytes % 8 != 0) {
            throw new TargetException("a stack of " + stackBytes + " bytes is not a multiple of 8 of at least 512");
        }
        if (stagingBytes < 0) {
            throw new TargetException("a staging buffer of " + stagingBytes + " bytes is not possible");
        }
        return TEMPLATE.formatted(
                target.name(),
                target.flash().origin(),
                target.flash().bytes(),
                placement.data().origin(),
                placement.data().bytes(),
                stackBytes,
                stagingBytes,
                placement.kernels().map(LinkerScript::memory).orElse(""),
                placement.kernels().map(itcm -> KERNELS).orElse(NO_KERNELS),
                placement
                        .kernels()
                        .map(itcm -> "    kernels PT_LOAD FLAGS(5);\n")
                        .orElse(""));
    }

    private static String memory(MemoryRegion itcm) {
        return "    itcm (rx)  : ORIGIN = 0x%08x, LENGTH = %d\n".formatted(itcm.origin(), itcm.bytes());
    }

    /** Before the code, whose pattern would else take them; segments of their own, since they are loaded elsewhere. */
    private static final String KERNELS =
            """
            .itcm : ALIGN(8)
                {
                    port_itcm_start = .;
                    *kernel_*.o(.text .text.*)
                    *(.text.kernel_*)
                    . = ALIGN(8);
                    port_itcm_end = .;
                } > itcm AT > flash :kernels
                port_itcm_load = LOADADDR(.itcm);
            """
                    .stripTrailing();

    private static final String NO_KERNELS =
            """
            port_itcm_start = 0;
                port_itcm_end = 0;
                port_itcm_load = 0;
            """
                    .stripTrailing();

    private static final String TEMPLATE =
            """
            /* Generated from the description of %1$s, %1$s.yaml; edit that instead. */
            ENTRY(port_reset)

            MEMORY
            {
                flash (rx) : ORIGIN = 0x%2$08x, LENGTH = %3$d
                sram (rw)  : ORIGIN = 0x%4$08x, LENGTH = %5$d
            %8$s}

            PHDRS
            {
                start PT_LOAD FLAGS(5);
            %10$s    code PT_LOAD FLAGS(5);
                note PT_NOTE FLAGS(4);
                stack PT_LOAD FLAGS(6);
                data PT_LOAD FLAGS(6);
                zeroed PT_LOAD FLAGS(6);
            }

            SECTIONS
            {
                .vectors : { KEEP(*(.vectors)) } > flash :start

                /* After the vectors: ld would else put the note first. */
                .note.gnu.build-id : ALIGN(4)
                {
                    port_build_id_note = .;
                    KEEP(*(.note.gnu.build-id))
                } > flash :start :note

                /* Kernels that run from a tightly coupled memory, to which the start copies them. */
                %9$s

                .text : ALIGN(32) { *(.text .text.*) } > flash :code
                .rodata : ALIGN(32) { *(.rodata .rodata.*) } > flash :code

                /* First in SRAM: a stack that overflows runs out of the memory and faults. */
                .stack (NOLOAD) : ALIGN(8)
                {
                    port_stack_bottom = .;
                    . += %6$d;
                    port_stack_top = .;
                } > sram :stack

                .data : ALIGN(8)
                {
                    port_data_start = .;
                    *(.data .data.*)
                    . = ALIGN(8);
                    port_data_end = .;
                } > sram AT > flash :data
                port_data_load = LOADADDR(.data);

                .bss (NOLOAD) : ALIGN(8)
                {
                    port_bss_start = .;
                    *(.bss .bss.* COMMON)
                    . = ALIGN(8);
                    port_bss_end = .;
                } > sram AT > sram :zeroed

                .arena (NOLOAD) : ALIGN(16)
                {
                    port_arena_start = .;
                    *(.arena .arena.*)
                    . = ALIGN(16);
                    port_arena_end = .;
                } > sram AT > sram :zeroed

                /* The rig's copy of the input: not part of the candidate's footprint. */
                .staging (NOLOAD) : ALIGN(16)
                {
                    port_staging_start = .;
                    . += %7$d;
                    port_staging_end = .;
                } > sram AT > sram :zeroed

                /DISCARD/ : { *(.ARM.exidx .ARM.exidx.* .ARM.extab .ARM.extab.*) }
            }

            ASSERT(ADDR(.vectors) == ORIGIN(flash) && SIZEOF(.vectors) >= 64,
                "%1$s: the vector table is not at the start of flash; link port_startup.c")
            ASSERT(SIZEOF(.note.gnu.build-id) == 36,
                "%1$s: no SHA-1 build id; link with --build-id=sha1")
            ASSERT(LOADADDR(.data) + SIZEOF(.data) <= ORIGIN(flash) + LENGTH(flash),
                "%1$s: flash of %3$d bytes overflows; the network needs fewer weights")
            ASSERT(port_staging_end <= ORIGIN(sram) + LENGTH(sram),
                "%1$s: sram of %5$d bytes overflows; the network needs a smaller arena")
            """;
}
