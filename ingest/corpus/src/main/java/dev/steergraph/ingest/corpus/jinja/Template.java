package dev.steergraph.ingest.corpus.jinja;

import dev.steergraph.ingest.corpus.jinja.Callable.Given;
import dev.steergraph.ingest.corpus.jinja.Expression.Arguments;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A template, rendered as transformers' environment of Jinja does. */
public final class Template {

    /** Steps that a template may take: none that is meant for a chat takes more. */
    private static final int MOST_STEPS = 1_000_000;

    private final List<Statement> statements;

    private Template(List<Statement> statements) {
        this.statements = statements;
    }

    /** @throws TemplateError if it cannot be read, or has statements that are not implemented */
    public static Template parse(String text) {
        return new Template(Parser.parse(text));
    }

    /**
     * @param variables texts, truths, whole numbers, lists and maps of such
     * @throws TemplateError if the template says that it cannot do it, or uses what is not implemented
     */
    public String render(Map<String, ?> variables) {
        Scope globals = new Scope(null);
        globals.set("raise_exception", (Callable) given -> {
            throw new TemplateError(Values.text(given.get(0, "message")));
        });
        globals.set("range", (Callable) Template::range);
        globals.set("namespace", (Callable) given -> new Namespace(new LinkedHashMap<>(given.named())));
        globals.set("dict", (Callable) given -> new LinkedHashMap<>(given.named()));
        globals.set("strftime_now", (Callable) Template::now);
        Scope scope = new Scope(globals);
        variables.forEach(scope::set);
        Run run = new Run();
        run.all(statements, scope);
        return run.out.toString();
    }

    /** Python's None, for variables. */
    public static Object none() {
        return Values.NONE;
    }

    /** What {@code set} can change inside loops. */
    private record Namespace(Map<String, Object> values) {}

    private static Object range(Given given) {
        long first = Values.whole(given.get(0, "start"), "range");
        long from = given.values().size() < 2 ? 0 : first;
        long to = given.values().size() < 2 ? first : Values.whole(given.get(1, "stop"), "range");
        long step = Values.whole(given.get(2, "step", 1L), "range");
        List<Object> numbers = new ArrayList<>();
        for (long i = from; step > 0 ? i < to : step < 0 && i > to; i += step) {
            numbers.add(i);
            if (numbers.size() > MOST_STEPS) {
                throw new TemplateError("a range is too long");
            }
        }
        return numbers;
    }

    private static Object now(Given given) {
        String pattern = Values.string(given.get(0, "format"), "strftime_now");
        StringBuilder made = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            made.append(c == '%' && i + 1 < pattern.length() ? date(pattern.charAt(++i)) : String.valueOf(c));
        }
        return made.toString();
    }

    private static String date(char part) {
        String form =
                switch (part) {
                    case 'd' -> "dd";
                    case 'b' -> "MMM";
                    case 'B' -> "MMMM";
                    case 'm' -> "MM";
                    case 'Y' -> "yyyy";
                    case 'y' -> "yy";
                    case 'H' -> "HH";
                    case 'M' -> "mm";
                    case 'S' -> "ss";
                    case 'A' -> "EEEE";
                    case 'a' -> "EEE";
                    default -> throw new TemplateError("%" + part + " of dates is not implemented");
                };
        return LocalDateTime.now(ZoneId.systemDefault()).format(DateTimeFormatter.ofPattern(form, Locale.ENGLISH));
    }

    /** How a list of statements ended. */
    private enum End {
        USUAL,
        BREAK,
        CONTINUE
    }

    /** One rendering. */
    private static final class Run {

        private StringBuilder out = new StringBuilder();
        private int steps;

        End all(List<Statement> statements, Scope scope) {
            for (Statement statement : statements) {
                if (++steps > MOST_STEPS) {
                    throw new TemplateError("the template does not come to an end");
                }
                End end = one(statement, scope);
                if (end != End.USUAL) {
                    return end;
                }
            }
            return End.USUAL;
        }

        private End one(Statement statement, Scope scope) {
            if (statement instanceof Statement.Text text) {
                out.append(text.text());
            } else if (statement instanceof Statement.Print print) {
                out.append(Values.text(value(print.value(), scope)));
            } else if (statement instanceof Statement.If condition) {
                boolean holds = Values.isTrue(value(condition.condition(), scope));
                return all(holds ? condition.then() : condition.otherwise(), scope);
            } else if (statement instanceof Statement.For loop) {
                loop(loop, scope);
            } else if (statement instanceof Statement.Set set) {
                set(set, scope);
            } else if (statement instanceof Statement.SetBlock block) {
                scope.set(block.name(), captured(block.body(), scope));
            } else if (statement instanceof Statement.Macro macro) {
                scope.set(macro.name(), (Callable) given -> call(macro, given, scope.outermost()));
            } else if (statement instanceof Statement.Group group) {
                return all(group.body(), scope);
            } else {
                return statement instanceof Statement.Break ? End.BREAK : End.CONTINUE;
            }
            return End.USUAL;
        }

        private String captured(List<Statement> body, Scope scope) {
            StringBuilder before = out;
            out = new StringBuilder();
            try {
                all(body, new Scope(scope));
                return out.toString();
            } finally {
                out = before;
            }
        }

        private Object call(Statement.Macro macro, Given given, Scope outer) {
            Scope scope = new Scope(outer);
            for (int i = 0; i < macro.parameters().size(); i++) {
                Statement.Parameter parameter = macro.parameters().get(i);
                Expression usual = parameter.usual();
                Object otherwise = usual == null ? Values.UNDEFINED : value(usual, scope);
                scope.set(parameter.name(), given.get(i, parameter.name(), otherwise));
            }
            return captured(macro.body(), scope);
        }

        private static void requireNamespace(Object value, String name) {
            if (!(value instanceof Namespace)) {
                throw new TemplateError("\"" + name + "\" is no namespace, of which something could be set");
            }
        }

        private void set(Statement.Set set, Scope scope) {
            Object value = value(set.value(), scope);
            String attribute = set.attribute();
            if (attribute == null) {
                scope.set(set.name(), value);
                return;
            }
            Object namespace = scope.get(set.name());
            requireNamespace(namespace, set.name());
            ((Namespace) namespace).values().put(attribute, value);
        }

        private void loop(Statement.For loop, Scope outer) {
            List<Object> items = new ArrayList<>();
            Expression filter = loop.filter();
            for (Object item : Values.list(value(loop.in(), outer))) {
                Scope scope = new Scope(outer);
                name(loop, item, scope);
                if (filter == null || Values.isTrue(value(filter, scope))) {
                    items.add(item);
                }
            }
            if (items.isEmpty()) {
                all(loop.otherwise(), new Scope(outer));
            }
            for (int i = 0; i < items.size(); i++) {
                Scope scope = new Scope(outer);
                name(loop, items.get(i), scope);
                scope.set("loop", state(items, i));
                if (all(loop.body(), scope) == End.BREAK) {
                    break;
                }
            }
        }

        private static void name(Statement.For loop, Object item, Scope scope) {
            if (loop.names().size() == 1) {
                scope.set(loop.names().get(0), item);
                return;
            }
            List<Object> parts = Values.list(item);
            if (parts.size() != loop.names().size()) {
                throw new TemplateError(
                        "a loop has " + loop.names().size() + " variables for " + parts.size() + " values");
            }
            for (int i = 0; i < parts.size(); i++) {
                scope.set(loop.names().get(i), parts.get(i));
            }
        }

        private static Map<String, Object> state(List<Object> items, int i) {
            int n = items.size();
            Map<String, Object> state = new LinkedHashMap<>();
            state.put("index", i + 1L);
            state.put("index0", (long) i);
            state.put("revindex", (long) n - i);
            state.put("revindex0", (long) n - i - 1);
            state.put("first", i == 0);
            state.put("last", i == n - 1);
            state.put("length", (long) n);
            state.put("previtem", i == 0 ? Values.UNDEFINED : items.get(i - 1));
            state.put("nextitem", i == n - 1 ? Values.UNDEFINED : items.get(i + 1));
            return state;
        }

        private Object optional(@Nullable Expression expression, Scope scope) {
            return expression == null ? Values.NONE : value(expression, scope);
        }

        private Object value(Expression expression, Scope scope) {
            if (expression instanceof Expression.Literal literal) {
                return literal.value();
            }
            if (expression instanceof Expression.Name name) {
                return scope.get(name.name());
            }
            if (expression instanceof Expression.ListOf list) {
                List<Object> items = new ArrayList<>();
                list.items().forEach(item -> items.add(value(item, scope)));
                return items;
            }
            if (expression instanceof Expression.MapOf map) {
                Map<Object, Object> made = new LinkedHashMap<>();
                for (int i = 0; i < map.keys().size(); i++) {
                    made.put(value(map.keys().get(i), scope), value(map.values().get(i), scope));
                }
                return made;
            }
            if (expression instanceof Expression.Attribute attribute) {
                return attribute(value(attribute.of(), scope), attribute.name());
            }
            if (expression instanceof Expression.Index index) {
                return Values.item(value(index.of(), scope), value(index.at(), scope));
            }
            if (expression instanceof Expression.Slice slice) {
                return Values.slice(
                        value(slice.of(), scope),
                        optional(slice.from(), scope),
                        optional(slice.to(), scope),
                        optional(slice.step(), scope));
            }
            if (expression instanceof Expression.Call call) {
                return called(call, scope);
            }
            if (expression instanceof Expression.Filter filter) {
                return Filters.apply(filter.name(), value(filter.of(), scope), given(filter.arguments(), scope));
            }
            if (expression instanceof Expression.Test test) {
                return Tests.holds(test.name(), value(test.of(), scope), given(test.arguments(), scope));
            }
            return logic(expression, scope);
        }

        private Object logic(Expression expression, Scope scope) {
            if (expression instanceof Expression.Not not) {
                return !Values.isTrue(value(not.of(), scope));
            }
            if (expression instanceof Expression.Negative negative) {
                return Values.arithmetic("-", 0L, value(negative.of(), scope));
            }
            if (expression instanceof Expression.And and) {
                Object left = value(and.left(), scope);
                return Values.isTrue(left) ? value(and.right(), scope) : left;
            }
            if (expression instanceof Expression.Or or) {
                Object left = value(or.left(), scope);
                return Values.isTrue(left) ? left : value(or.right(), scope);
            }
            if (expression instanceof Expression.Conditional conditional) {
                if (Values.isTrue(value(conditional.condition(), scope))) {
                    return value(conditional.then(), scope);
                }
                Expression otherwise = conditional.otherwise();
                return otherwise == null ? Values.UNDEFINED : value(otherwise, scope);
            }
            return binary((Expression.Binary) expression, scope);
        }

        private Object binary(Expression.Binary binary, Scope scope) {
            Object left = value(binary.left(), scope);
            Object right = value(binary.right(), scope);
            String operator = binary.operator();
            return switch (operator) {
                case "==" -> Values.same(left, right);
                case "!=" -> !Values.same(left, right);
                case "<" -> Values.compare(left, right, operator) < 0;
                case "<=" -> Values.compare(left, right, operator) <= 0;
                case ">" -> Values.compare(left, right, operator) > 0;
                case ">=" -> Values.compare(left, right, operator) >= 0;
                case "in" -> Values.contains(right, left);
                case "~" -> Values.text(left) + Values.text(right);
                default -> Values.arithmetic(operator, left, right);
            };
        }

        private static Object attribute(Object of, String name) {
            if (of instanceof Namespace namespace) {
                return Objects.requireNonNullElse(namespace.values().get(name), Values.UNDEFINED);
            }
            if (of == Values.UNDEFINED) {
                throw new TemplateError("\"" + name + "\" is asked of a value that is not there");
            }
            Object method = Methods.of(of, name);
            return method != Values.UNDEFINED ? method : Values.item(of, name);
        }

        private Object called(Expression.Call call, Scope scope) {
            Object callee = value(call.callee(), scope);
            if (callee instanceof Callable callable) {
                return callable.call(given(call.arguments(), scope));
            }
            String what = call.callee() instanceof Expression.Name name
                    ? name.name()
                    : call.callee() instanceof Expression.Attribute attribute ? attribute.name() : "a value";
            throw new TemplateError("\"" + what + "\" cannot be called here");
        }

        private Given given(Arguments arguments, Scope scope) {
            List<Object> values = new ArrayList<>();
            Map<String, Object> named = new LinkedHashMap<>();
            int byPlace = arguments.values().size() - arguments.names().size();
            for (int i = 0; i < arguments.values().size(); i++) {
                Object value = value(arguments.values().get(i), scope);
                if (i < byPlace) {
                    values.add(value);
                } else {
                    named.put(arguments.names().get(i - byPlace), value);
                }
            }
            return new Given(values, named);
        }
    }
}
