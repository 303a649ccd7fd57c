package main

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
)

// state is what these tests read of a state.
type state struct {
	Type, Resource, Next, Default, ResultPath, TimestampPath string
	End                                                      bool
	TimeoutSeconds                                           int
	Parameters                                               map[string]string
	Retry                                                    []struct {
		ErrorEquals []string
		MaxAttempts int
		BackoffRate float64
	}
	Catch []struct {
		ErrorEquals      []string
		Next, ResultPath string
	}
	Choices []map[string]any
}

// after are the states that can follow.
func (s state) after() []string {
	out := []string{s.Next, s.Default}
	for _, c := range s.Catch {
		out = append(out, c.Next)
	}
	for _, c := range s.Choices {
		next, _ := c["Next"].(string)
		out = append(out, next)
	}
	return slices.DeleteFunc(out, func(n string) bool { return n == "" })
}

type asl struct {
	StartAt string
	States  map[string]state
}

func machine(t *testing.T) asl {
	t.Helper()
	var m asl
	if err := json.Unmarshal([]byte(periodMachine), &m); err != nil {
		t.Fatal(err)
	}
	return m
}

func TestWhateverCanFailInThePeriodsMachineIsTriedAgainAndThenRings(t *testing.T) {
	m, tasks := machine(t), 0
	for name, s := range m.States {
		if s.Type != "Task" {
			continue
		}
		tasks++
		if s.TimeoutSeconds < 1 || s.TimeoutSeconds > 60 {
			t.Errorf("%s may take %d s", name, s.TimeoutSeconds)
		}
		if len(s.Retry) != 1 || !slices.Equal(s.Retry[0].ErrorEquals, []string{"States.ALL"}) || s.Retry[0].MaxAttempts < 3 || s.Retry[0].BackoffRate < 2 {
			t.Errorf("%s is tried again by %+v", name, s.Retry)
		}
		if len(s.Catch) != 1 || !slices.Equal(s.Catch[0].ErrorEquals, []string{"States.ALL"}) || m.States[s.Catch[0].Next].Type != "Fail" {
			t.Errorf("%s: what goes wrong rings nowhere: %+v", name, s.Catch)
		}
		if s.Resource != "${PeriodWake}" || !strings.HasPrefix(s.ResultPath, "$.") {
			t.Errorf("%s calls %s and keeps its answer at %s", name, s.Resource, s.ResultPath)
		}
		want := map[string]string{"v.$": "$.v", "request.$": "$.request", "at.$": "$$.State.EnteredTime"}
		if !maps.Equal(s.Parameters, want) {
			t.Errorf("%s says %v", name, s.Parameters)
		}
	}
	if tasks == 0 {
		t.Error("it does nothing")
	}
}

func TestEveryStateOfThePeriodsMachineIsReachedAndLeadsToAnEnd(t *testing.T) {
	m := machine(t)
	reached, ends := map[string]bool{}, map[string]bool{}
	var walk func(name string)
	walk = func(name string) {
		s, found := m.States[name]
		if !found {
			t.Fatalf("it goes on to %q, which it has not", name)
		}
		if reached[name] {
			return
		}
		reached[name] = true
		for _, n := range s.after() {
			walk(n)
		}
	}
	walk(m.StartAt)
	for moved := true; moved; {
		moved = false
		for name, s := range m.States {
			done := s.End || s.Type == "Succeed" || s.Type == "Fail" || slices.ContainsFunc(s.after(), func(n string) bool { return ends[n] })
			if done && !ends[name] {
				ends[name], moved = true, true
			}
		}
	}
	for name, s := range m.States {
		if !reached[name] || !ends[name] {
			t.Errorf("%s is reached: %v, comes to an end: %v", name, reached[name], ends[name])
		}
		if s.Type == "Wait" && s.TimestampPath != "$.told.next" {
			t.Errorf("%s waits for %q", name, s.TimestampPath)
		}
	}
}

// TestAPlainPeriodTakesFourTransitions walks the machine as the answers of
// period-wake lead it; what is billed are the states it enters.
func TestAPlainPeriodTakesFourTransitions(t *testing.T) {
	m := machine(t)
	const none, last, more = "none", "last", "more"
	entered := func(answers ...string) (n int) {
		told := ""
		for name := m.StartAt; ; {
			s := m.States[name]
			n++
			switch s.Type {
			case "Task":
				if len(answers) == 0 {
					t.Fatal("it asks once more")
				}
				told, answers = answers[0], answers[1:]
			case "Choice":
				s.Next = map[string]string{none: s.Default, last: text(s.Choices[0]["Next"]), more: text(s.Choices[1]["Next"])}[told]
			}
			if name = s.Next; name == "" {
				return n
			}
		}
	}
	if c := m.States["More"].Choices; c[0]["Variable"] != "$.told.last" || c[0]["BooleanEquals"] != true || c[1]["Variable"] != "$.told.next" || c[1]["IsPresent"] != true {
		t.Errorf("it chooses by %v", c)
	}
	for name, tt := range map[string]struct {
		answers []string
		want    int
	}{
		"a plain period": {[]string{last, none}, 4}, "over already": {[]string{none}, 3},
		"with a reminder": {[]string{more, last, none}, 7}, "ended early, after the reminder was due": {[]string{more, none}, 6},
	} {
		if got := entered(tt.answers...); got != tt.want {
			t.Errorf("%s: %d", name, got)
		}
	}
}

func TestThePeriodsMachineMayCallOneFunctionAndNothingElse(t *testing.T) {
	p := product().one(t, "AWS::StepFunctions::StateMachine")
	if text(p["DefinitionString"]) != periodMachine || text(at(p, "DefinitionSubstitutions", "PeriodWake")) != "${PeriodWake.Arn}" || text(p["RoleArn"]) != "${PeriodMachineRole.Arn}" {
		t.Errorf("it is another machine: %v", p)
	}
	if text(p["StateMachineName"]) != "Valetkey-access-period" || text(p["StateMachineType"]) != "STANDARD" {
		t.Errorf("it is %v, %v: whoever starts it knows it by another name", p["StateMachineName"], p["StateMachineType"])
	}
	if text(at(p, "LoggingConfiguration", "Level")) != "ERROR" || at(p, "LoggingConfiguration", "IncludeExecutionData") != false ||
		text(at(p, "LoggingConfiguration", "Destinations", 0, "CloudWatchLogsLogGroup", "LogGroupArn")) != "${Logs.Arn}" {
		t.Errorf("its failures are not logged: %v", p["LoggingConfiguration"])
	}
	for _, s := range product().roleStatements("PeriodMachineRole") {
		for _, action := range texts(s["Action"]) {
			on := strings.Join(texts(s["Resource"]), " ")
			if call := action == "lambda:InvokeFunction" && on == "${PeriodWake.Arn}"; !call && !(strings.HasPrefix(action, "logs:") && on == "*") {
				t.Errorf("it may %s on %s", action, on)
			}
		}
	}
	trusted := statements(product().Resources["PeriodMachineRole"].Properties["AssumeRolePolicyDocument"])
	if len(trusted) != 1 || text(at(trusted[0], "Principal")) != `{"Service":"states.amazonaws.com"}` {
		t.Errorf("its role trusts %v", trusted)
	}
}

// TestWhoStartsTheMachineDoesNotWaitForItToBeMade: a function that named the
// machine's resource would depend on what depends on it.
func TestWhoStartsTheMachineDoesNotWaitForItToBeMade(t *testing.T) {
	for id, r := range product().Resources {
		if r.Type != "AWS::Lambda::Function" && r.Type != "AWS::IAM::Role" {
			continue
		}
		raw, err := json.Marshal(r.Properties)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(raw), `"Ref":"PeriodMachine"`) || strings.Contains(string(raw), `["PeriodMachine"`) {
			t.Errorf("%s needs the machine first", id)
		}
	}
}
