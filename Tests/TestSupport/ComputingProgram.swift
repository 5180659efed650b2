/// The text of a program for profiles: it spends three parts of its time in the function `hot` and one in `cold`, both in `work`.
///
/// - Parameters:
///   - rounds: How often it calls both; 20,000 take about a second. `nil` for no end.
///   - declarations: What the module has besides functions.
///   - end: What the program does after its rounds.
public func computingProgram(
    rounds: Int?, declarations: String = #"(memory (export "memory") 1)"#, end: String = ""
) -> String {
    let again = """
        (br_if $again (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1))))
        """
    return """
        (module
          \(declarations)
          (func $work (param $n i32) (result i32) (local $x i32)
            (loop $again
              (local.set $x (i32.mul (i32.add (local.get $x) (i32.const 7)) (i32.const 3)))
              (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
            (local.get $x))
          (func $hot (drop (call $work (i32.const 30000))))
          (func $cold (drop (call $work (i32.const 10000))))
          (func (export "_start") (local $rounds i32)
            (local.set $rounds (i32.const \(rounds ?? 0)))
            (loop $again (call $hot) (call $cold) \(rounds == nil ? "(br $again)" : again))
            \(end)))
        """
}
