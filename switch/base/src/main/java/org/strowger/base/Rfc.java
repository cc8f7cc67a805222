package org.strowger.base;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The section of an RFC that a test shows. Tests of every module carry it; {@code
 * switch/sip/docs/sip.md} is the table of them all.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
@Repeatable(Rfc.Several.class)
public @interface Rfc {

    /** The RFC's number. */
    int number();

    /** The section, such as {@code 17.1.1.2}. */
    String section();

    /** More than one on the same test. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target(ElementType.METHOD)
    @interface Several {

        /** Each of them. */
        Rfc[] value();
    }
}
