import TerenCore

// What a fake campaign asks. A question of the form stands in the group that repeats before it when
// its key begins with the group's name and a slash: `class`, then `class/pupils`.

/// The form with the answers, each group as often as it was answered or `begun`.
func asked(_ form: [Question], _ answers: [String: String], _ begun: Set<String>) -> Asked {
    var asked = Asked.nothing
    for question in form {
        if question.kind == "repeat" {
            let group = form.filter { $0.key.hasPrefix("\(question.key)/") }
            asked.questions.append(question)
            for (at, time) in times(question.key, begun.union(answers.keys)).enumerated() {
                asked.questions += group.map { $0.placed(time, at + 1).answered(answers) }
            }
            asked.again.append(
                Again(group: question.key, label: question.label, after: asked.questions.count))
        } else if !question.key.contains("/") {
            asked.questions.append(question.answered(answers))
        }
    }
    return asked
}

/// The name of one more time of a group.
func anotherTime(
    _ form: [Question], _ answers: [String: String], _ group: String, _ who: String
) throws(Trouble) -> String {
    guard form.contains(where: { $0.key == group && $0.kind == "repeat" }) else {
        throw .notFound("\(group) is asked once")
    }
    let last = times(group, Set(answers.keys)).map(number).max() ?? 0
    return "\(group)#\(who).\(last + 1)/"
}

/// The key of a question as the form has it.
func formKey(_ key: String) -> String {
    key.replacing(/#[^\/]*/, with: "")
}

private func times(_ group: String, _ keys: Set<String>) -> [String] {
    let times = keys.filter { $0.hasPrefix("\(group)#") }.map { $0.prefix { $0 != "/" } + "/" }
    return Set(times.map(String.init)).sorted { number($0) < number($1) }
}

private func number(_ time: String) -> Int {
    Int(time.dropLast().split(separator: ".").last ?? "") ?? 0
}

extension Question {
    fileprivate func placed(_ time: String, _ number: Int) -> Question {
        var placed = Question(
            key: time + (key.split(separator: "/").last ?? ""), kind: kind, label: label)
        (placed.hint, placed.choices) = (hint, choices)
        (placed.required, placed.repetition) = (required, number)
        return placed
    }

    fileprivate func answered(_ answers: [String: String]) -> Question {
        var question = self
        question.answer = answers[key] ?? ""
        let chosen = question.answer.split(separator: " ")
        for at in question.choices.indices {
            question.choices[at].chosen = chosen.contains(question.choices[at].name[...])
        }
        question.wrong = required && question.answer.isEmpty ? .required(words: nil) : nil
        return question
    }
}
