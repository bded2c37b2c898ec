package dev.tinyrig.sim.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.sim.translate.Bytecode.Label;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassFileTest {
    private static final String NAME = "dev/tinyrig/sim/translate/Written";
    private static final int ARGUMENT = 1;
    private static final int SUM = 2;

    private static int call(ClassFile file, Bytecode body, int argument) throws Throwable {
        byte[] bytes = file.toBytes("of", "(I)I", body, List.of(NAME, ClassFile.INT, ClassFile.INT));
        Class<?> made = MethodHandles.lookup().defineHiddenClass(bytes, true).lookupClass();
        Object instance = made.getDeclaredConstructor().newInstance();
        return (int) MethodHandles.lookup()
                .findVirtual(made, "of", MethodType.methodType(int.class, int.class))
                .invoke(instance, argument);
    }

    private static ClassFile file() {
        return new ClassFile(NAME, "java/lang/Object");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 5, 6, -128, 128, 32767, -32769, Integer.MIN_VALUE})
    void constantsOfEachSizeArrive(int value) throws Throwable {
        ClassFile file = file();

        Bytecode body = file.body().constant(value).op(Op.IRETURN);

        assertThat(call(file, body, 0)).isEqualTo(value);
    }

    @Test
    void morePoolConstantsThanOneByteCanNumberArrive() throws Throwable {
        ClassFile file = file();
        Bytecode body = file.body().constant(0);
        int sum = 0;
        for (int constant = 100_000; constant < 100_400; constant++) {
            body.constant(constant).op(Op.IADD);
            sum += constant;
        }

        assertThat(call(file, body.op(Op.IRETURN), 0)).isEqualTo(sum);
    }

    @Test
    void loopsBackAndJumpsAheadVerify() throws Throwable {
        ClassFile file = file();
        Bytecode body = file.body();
        Label again = body.label();
        Label end = body.label();
        body.constant(0).istore(SUM).place(again);
        body.iload(ARGUMENT).jump(Op.IFEQ, end);
        body.iload(SUM).iload(ARGUMENT).op(Op.IADD).istore(SUM);
        body.iinc(ARGUMENT, -1).jump(Op.GOTO, again);
        body.place(end).iload(SUM).op(Op.IRETURN);

        assertThat(call(file, body, 10)).isEqualTo(55);
    }

    @Test
    void methodsAreCalledOnceTheyAreNamed() throws Throwable {
        ClassFile file = file();

        Bytecode body = file.body()
                .iload(ARGUMENT)
                .invokeStatic("java/lang/Integer", "bitCount", "(I)I")
                .op(Op.IRETURN);

        assertThat(call(file, body, 0xf0f)).isEqualTo(8);
    }
}
