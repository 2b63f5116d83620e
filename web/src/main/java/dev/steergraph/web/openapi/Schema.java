package dev.steergraph.web.openapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the OpenAPI document says of a record's component besides its type, in the words of JSON Schema. */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Schema {

    /** One or two sentences. */
    String description() default "";

    /** Of a number. */
    double minimum() default Double.NEGATIVE_INFINITY;

    /** Of a number. */
    double maximum() default Double.POSITIVE_INFINITY;

    /** Of a text, or of each text in a list. */
    int maxLength() default Integer.MAX_VALUE;

    /** Of a list. */
    int maxItems() default Integer.MAX_VALUE;

    /** Of a text. */
    String pattern() default "";

    /** What is taken in a request where it is left out, as JSON. */
    String defaultValue() default "";
}
