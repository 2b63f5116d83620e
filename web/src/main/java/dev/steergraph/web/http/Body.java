package dev.steergraph.web.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.PropertyBindingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.steergraph.core.UserError;
import io.javalin.http.Context;
import java.util.stream.Collectors;

/**
 * The JSON body of a request, taken as it is written: a number that is no whole number is not cut off to be one, a text is no
 * number, and a number no text.
 */
public final class Body {

    private static final JsonMapper STRICT = JsonMapper.builder()
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .withCoercionConfig(
                    LogicalType.Textual, texts -> texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    private Body() {}

    /** @throws UserError if it is not JSON of this record */
    public static <T> T of(Context ctx, Class<T> type) {
        T read;
        try {
            read = STRICT.readValue(ctx.body(), type);
        } catch (JsonMappingException e) {
            if (e.getCause() instanceof JsonParseException) { // Inside of an object or list.
                throw notJson(ctx, e);
            }
            throw e.getCause() instanceof UserError mistake ? mistake : wrong(ctx, e);
        } catch (JacksonException e) {
            throw notJson(ctx, e);
        }
        if (read == null) {
            throw new UserError("the request's body is null; " + ctx.path() + " takes a JSON object");
        }
        return read;
    }

    private static UserError notJson(Context ctx, JacksonException e) {
        return new UserError("the request's body is not JSON; " + ctx.path() + " takes a JSON object", e);
    }

    private static UserError wrong(Context ctx, JsonMappingException e) {
        String place = e.getPath().stream()
                .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : "." + part.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
        if (place.isEmpty()) {
            return new UserError("the request's body is not the JSON object that " + ctx.path() + " takes", e);
        }
        boolean known = !(e instanceof PropertyBindingException);
        return new UserError(
                known && e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null
                        ? place + " must be " + named(mismatch.getTargetType())
                        : place + " is nothing that " + ctx.path() + " takes",
                e);
    }

    private static String named(Class<?> type) {
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "a whole number that is not too large";
        }
        if (type == double.class || type == Double.class) {
            return "a number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == String.class) {
            return "a text";
        }
        return Iterable.class.isAssignableFrom(type) ? "a list" : "an object of its own";
    }
}
