/*
 * Functions of Math that nothing in the binary calls, in the place of the C library's, which are 30 kB. The build refuses
 * a script that calls one (shims/compile/missing.ts).
 */
double missing_of_one(double number)
{
    __builtin_trap();
}

double missing_of_two(double left, double right)
{
    __builtin_trap();
}

#define OF_ONE(name) double name(double) __attribute__((alias("missing_of_one")))
#define OF_TWO(name) double name(double, double) __attribute__((alias("missing_of_two")))

OF_ONE(acos);
OF_ONE(acosh);
OF_ONE(asin);
OF_ONE(asinh);
OF_ONE(atan);
OF_ONE(atanh);
OF_ONE(cbrt);
OF_ONE(cos);
OF_ONE(cosh);
OF_ONE(exp);
OF_ONE(expm1);
OF_ONE(log);
OF_ONE(log10);
OF_ONE(log1p);
OF_ONE(log2);
OF_ONE(sin);
OF_ONE(sinh);
OF_ONE(tan);
OF_ONE(tanh);
OF_TWO(atan2);
OF_TWO(hypot);
OF_TWO(pow);
